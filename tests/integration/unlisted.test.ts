import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Json } from '#domain/json.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { group, groups, guid, recordedTenant } from '#tests/support/restored.ts'
import { restoring, script } from '#tests/support/restoring.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { faulty } = restoring(() => lab)

const filter: Json = {
  id: guid(50),
  displayName: 'Filter',
  platform: 'windows10AndLater',
  rule: '(device.model -eq "A")',
  roleScopeTags: ['0'],
}

/** The actions of a plan into a tenant whose service goes wrong, by name. */
async function actionsOf(fault: object, seed: Record<string, object[]>, targetSeed: Record<string, object[]>) {
  const source = await recordedTenant(lab, 'Source', seed)
  await lab.capture(source.id)
  const { policies } = await lab.core.call('policies.list', { tenantId: source.id })
  const versionIds = policies.flatMap(({ type, versionId }) =>
    type === 'assignmentFilters' || type === 'deviceManagementScripts' ? [versionId!] : [],
  )
  const target = await faulty('Target', [fault], targetSeed)
  const plan = await lab.plan(target.id, { sourceTenantId: source.id, from: { versionIds } })
  return Object.fromEntries(plan.items.map(({ name, action }) => [name, action]))
}

describe('a list of the target that can’t be read', () => {
  it.each<[string, object]>([
    ['is forbidden', { status: 403, code: 'Forbidden', message: 'Forbidden' }],
    ['is always throttled', { status: 429, retryAfter: 0 }],
    ['isn’t there', { status: 404, code: 'ResourceNotFound', message: 'x' }],
    ['isn’t JSON', { body: 'badJson' }],
    ['holds an object without its ID', { spoil: 'itemWithoutId' }],
    ['never ends', { endlessNextLink: true }],
  ])('blocks what needs it and nothing else if it %s (0807-9)', async (_, fault) => {
    const actions = await actionsOf(
      { path: 'deviceManagementScripts(\\?|$)', ...fault },
      { assignmentFilters: [filter], deviceManagementScripts: [script(1)] },
      { deviceManagementScripts: [script(7, { displayName: 'Script 1' })] },
    )
    expect(actions).toEqual({ 'Script 1': 'blocked', Filter: 'create' })
  })

  it('blocks what is assigned to groups if groups can’t be asked for (0807-9)', async () => {
    const actions = await actionsOf(
      { path: 'getByIds', status: 403, code: 'Forbidden', message: 'Forbidden' },
      {
        groups,
        assignmentFilters: [filter],
        deviceManagementScripts: [script(1, { assignments: [{ ...group(guid(1)), id: 'a' }] }), script(2)],
      },
      { groups },
    )
    expect(actions).toEqual({ 'Script 1': 'blocked', 'Script 2': 'create', Filter: 'create' })
  })
})
