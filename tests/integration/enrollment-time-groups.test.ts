import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { BackupSetId, type TenantId } from '#contract/model/ids.ts'
import { resultOf } from '#contract/model/runs.ts'
import type { Json } from '#domain/json.ts'
import { captured } from '#tests/support/contents.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { allOfDemo, guid } from '#tests/support/restored.ts'
import { restoring } from '#tests/support/restoring.ts'

let lab: Lab
beforeAll(() => void (lab = openLab()))
afterAll(() => lab.close())
const { run } = restoring(() => lab)

const path = '/deviceManagement/configurationPolicies'
const property = 'enrollmentTimeDeviceMembershipTargets'
const [laptops, pilot] = allOfDemo('groups').map(({ id }) => id as string)

const preparation = (platforms: string, groups: readonly string[]): Json => ({
  id: guid(700),
  name: `Preparation ${platforms}`,
  description: '',
  platforms,
  technologies: 'enrollment',
  roleScopeTagIds: ['0'],
  templateReference: {
    templateId: '80d33118-b7b4-40d8-b15f-81be745e053f_1',
    templateFamily: 'enrollmentConfiguration',
  },
  settings: [],
  assignments: [],
  [property]: groups.map((targetId) => ({ targetType: 'staticSecurityGroup', targetId })),
})

async function backup(tenantId: TenantId) {
  const { runId } = await lab.core.call('backups.create', { tenantId, name: `set ${Math.random()}` })
  return BackupSetId.parse(resultOf(await lab.ended(tenantId, runId), 'backup').setId!)
}

it('the groups that devices join during enrollment are captured, shown, created, changed and cleared (011-21)', async () => {
  const groups = allOfDemo('groups')
  const source = await lab.tenant('Source', { groups, configurationPolicies: [preparation('windows10', [laptops!])] })
  const target = { ...(await lab.tenant('Target', { groups })), record: '' }
  const setId = await backup(source.id)
  const [policy] = (await captured(lab, source.id)).filter(({ type }) => type === 'configurationPolicies')
  expect(policy!.document[property]).toEqual([{ targetType: 'staticSecurityGroup', targetId: laptops }])
  const sections = await lab.core.call('versions.readable', {
    tenantId: source.id,
    versionId: policy!.versionId as never,
  })
  expect(sections.find(({ title }) => title === 'Enrollment')?.rows.map(({ value }) => value)).toEqual([
    'SG-Intune-Laptops-HQ',
  ])

  const from = { sourceTenantId: source.id, from: { setId } }
  await run(target, 'Target', await lab.plan(target.id, from))
  const [made] = [...target.simulator.tenant.collections.get(path)!.values()]
  expect(made![property]).toEqual([{ targetType: 'staticSecurityGroup', targetId: laptops }])

  // Somebody chooses another group; the restore sets the first one again.
  made![property] = [{ targetType: 'staticSecurityGroup', targetId: pilot }]
  const plan = await lab.plan(target.id, from)
  for (const { seq } of plan.items)
    await lab.core.call('restore.include', { tenantId: target.id, planId: plan.id, seq, included: true })
  await run(target, 'Target', plan)
  expect(made![property]).toEqual([{ targetType: 'staticSecurityGroup', targetId: laptops }])
  expect((await lab.plan(target.id, from)).items.filter(({ action }) => action !== 'unchanged')).toEqual([])

  // A version without a group clears it.
  source.simulator.tenant.collections.get(path)!.get(guid(700))![property] = []
  const cleared = { sourceTenantId: source.id, from: { setId: await backup(source.id) } }
  await run(target, 'Target', await lab.plan(target.id, cleared))
  expect(made![property]).toEqual([])
})

it('a service that does not answer for them says nothing about them, and a restore leaves them alone (011-21)', async () => {
  for (const status of [403, 404, 500]) {
    const faultsFile = join(lab.folder, `faults-${status}.json`)
    writeFileSync(
      faultsFile,
      JSON.stringify({
        seed: 1,
        faults: [{ path: 'retrieveEnrollmentTimeDeviceMembershipTarget', status, times: 40 }],
      }),
    )
    const groups = allOfDemo('groups')
    const { id } = await lab.tenant(
      `Silent ${status}`,
      { groups, configurationPolicies: [preparation('windows10', [laptops!])] },
      { faultsFile },
    )
    expect((await lab.capture(id)).status).toBe('succeeded')
    const [policy] = (await captured(lab, id)).filter(({ type }) => type === 'configurationPolicies')
    expect(policy!.document).not.toHaveProperty(property)
  }
})
