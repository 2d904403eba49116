import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Json } from '#domain/json.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { group, groups, guid, objectsOf, recordedTenant, type RecordedTenant } from '#tests/support/restored.ts'
import { restoring } from '#tests/support/restoring.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { versionsOf, run, faulty } = restoring(() => lab)

/** Autopilot profiles take their assignments one by one (G-61), so a refusal leaves some of them. */
const path = '/deviceManagement/windowsAutopilotDeploymentProfiles'
const profile = (index: number, type: string, assignments: Json[] = []): Json => ({
  '@odata.type': `#microsoft.graph.${type}WindowsAutopilotDeploymentProfile`,
  id: guid(index),
  displayName: `P${index}`,
  description: 'd',
  language: 'en-US',
  roleScopeTagIds: ['0'],
  deviceNameTemplate: '',
  assignments,
})
const everybody = { id: 'b', target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } }
const butOne = { id: 'a', ...group(guid(1), 'exclusionGroup') }
const kindsOf = (tenant: RecordedTenant, id?: string) =>
  objectsOf(tenant, path)
    .filter((entry) => id === undefined || entry['id'] === id)
    .flatMap(({ assignments }) => assignments as Json[])
    .map(({ target }) =>
      String((target as Json)['@odata.type'])
        .split('.')
        .at(-1),
    )
const refused = { status: 400, code: 'BadRequest', message: 'No.' }

describe('assignments one by one', () => {
  it('of a new object begin with the exclusions, so a refused one reaches nobody (011-20)', async () => {
    const source = await recordedTenant(lab, 'Source', {
      groups,
      windowsAutopilotDeploymentProfiles: [profile(1, 'azureAD', [everybody, butOne])],
    })
    const versionIds = await versionsOf(source.id, 'windowsAutopilotDeploymentProfiles')
    const tenant = await faulty('Tenant', [{ method: 'POST', path: '/assignments', nth: 2, ...refused }], { groups })
    const plan = await lab.plan(tenant.id, { sourceTenantId: source.id, from: { versionIds } })
    const ended = await run(tenant, 'Tenant', plan)
    expect(ended.status).not.toBe('succeeded')
    expect(kindsOf(tenant)).not.toContain('allDevicesAssignmentTarget')
  })

  it.each(['archive', 'delete'] as const)(
    'of a replaced object end with the exclusions, so nobody is reached who wasn’t (%s, 0812-2)',
    async (replace) => {
      const source = await recordedTenant(lab, 'Source', {
        windowsAutopilotDeploymentProfiles: [profile(1, 'azureAD')],
      })
      const versionIds = await versionsOf(source.id, 'windowsAutopilotDeploymentProfiles')
      const tenant = await faulty('Tenant', [{ method: 'DELETE', path: '/assignments/b', ...refused }], {
        groups,
        windowsAutopilotDeploymentProfiles: [profile(2, 'activeDirectory', [butOne, everybody])],
      })
      const plan = await lab.plan(tenant.id, {
        sourceTenantId: source.id,
        from: { versionIds },
        options: { replace },
        choices: { [`windowsAutopilotDeploymentProfiles/${guid(1)}`]: guid(2) },
      })
      expect(plan.items).toHaveLength(2)
      await run(tenant, 'Tenant', plan)
      expect(kindsOf(tenant, guid(2)).toSorted()).toEqual([
        'allDevicesAssignmentTarget',
        'exclusionGroupAssignmentTarget',
      ])
    },
  )
})
