import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Change } from '#contract/model/changes.ts'
import type { PolicyId, TenantId } from '#contract/model/ids.ts'
import type { Plan } from '#contract/model/plans.ts'
import { resultOf } from '#contract/model/runs.ts'
import { isObject, objects, text, type Json } from '#domain/json.ts'
import type { Simulator } from '#simulator/simulator.ts'
import { collection } from '#simulator/tenant.ts'
import { openLab, resources, type Lab } from '#tests/support/lab.ts'
import { group, guid, objectsOf, recordedTenant, writes, type RecordedTenant } from '#tests/support/restored.ts'
import { configs, ios, restoring, script, scripts } from '#tests/support/restoring.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { run, planOf, undoOf } = restoring(() => lab)

const pilot = { id: guid(51), name: 'Pilot' }
const toPilot: Change = { rule: 'assign', target: { who: 'group', group: pilot }, filter: null, intent: null }
const seed = {
  groups: [{ id: guid(51), displayName: 'Pilot' }],
  roleScopeTags: [{ id: '7', displayName: 'Stores' }],
  deviceManagementScripts: [script(1), script(2, { assignments: [{ id: 'a', ...group(guid(51)) }] }), script(3)],
  deviceConfigurations: [ios(11), ios(12)],
}

const plan = async (tenantId: TenantId, policyIds: readonly PolicyId[], change: Change): Promise<Plan> =>
  planOf(tenantId, (await lab.core.call('changes.plan', { tenantId, policyIds: [...policyIds], change })).runId)

async function prepared(): Promise<{ tenant: RecordedTenant; idsOf: (...names: string[]) => Promise<PolicyId[]> }> {
  const tenant = await recordedTenant(lab, 'Tenant', seed)
  await lab.capture(tenant.id)
  return {
    tenant,
    async idsOf(...names) {
      const { policies } = await lab.core.call('policies.list', { tenantId: tenant.id })
      return names.map((name) => policies.find((policy) => policy.name === name && policy.state === 'active')!.id)
    },
  }
}

/** What a service changes by itself, or makes anew each time. */
const ofService = new Set(['lastModifiedDateTime', 'version', 'createdDateTime', 'modifiedDateTime'])

/** Everything in a simulated tenant in one spelling: a service doesn't store the nulls that it is sent. */
function stateOf({ tenant }: Simulator): Map<string, string> {
  const told = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(told)
      : isObject(value)
        ? Object.fromEntries(
            Object.entries(value)
              // No assignments are told as an empty list, or not at all.
              .filter(
                ([key, entry]) =>
                  !ofService.has(key) && entry !== null && !(key === 'assignments' && objects(entry).length === 0),
              )
              .toSorted(([left], [right]) => (left < right ? -1 : 1))
              .map(([key, entry]) => [key, key === 'assignments' ? assignmentsIn(objects(entry)) : told(entry)]),
          )
        : value
  const assignmentsIn = (entries: readonly Json[]): string[] =>
    entries.map(({ id: _id, ...rest }) => JSON.stringify(told(rest))).toSorted()
  return new Map(
    [...tenant.collections].flatMap(([path, items]) =>
      [...items].map(([id, item]): [string, string] => [`${path}/${id}`, JSON.stringify(told(item))]),
    ),
  )
}

/** Objects that differ between two states, with the first few letters that do. */
function differing(before: Map<string, string>, after: Map<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [left = '', right = ''] = [before.get(key), after.get(key)]
    if (left === right || key.includes('/auditEvents/')) return []
    let at = 0
    while (left[at] === right[at]) at += 1
    return [`${key}: ${left.slice(Math.max(0, at - 60), at + 60)} | ${right.slice(Math.max(0, at - 60), at + 60)}`]
  })
}

describe('a change of many policies', () => {
  it('is planned from what the tenant has now, and keeps what others changed (063-2)', async () => {
    const { tenant, idsOf } = await prepared()
    Object.assign(collection(tenant.simulator.tenant, scripts).get(guid(1))!, { description: 'by somebody else' })
    const made = await plan(tenant.id, await idsOf('Script 1', 'Script 2', 'Script 3', 'Profile 11'), toPilot)
    expect(made).toMatchObject({ isChange: true, source: 'Assign to Pilot', references: [{ how: 'same-id' }] })
    expect(made.items.map(({ name, action }) => [name, action])).toEqual(
      expect.arrayContaining([
        ['Script 1', 'update'],
        ['Script 2', 'unchanged'],
        ['Script 3', 'update'],
        ['Profile 11', 'update'],
      ]),
    )
    const ended = await run(tenant, 'Tenant', made)
    expect(ended.status).toBe('succeeded')
    expect(resultOf(ended, 'restore')).toMatchObject({ isChange: true, updated: 3 })
    expect(objectsOf(tenant, scripts).map(({ description }) => description)).toEqual([
      'by somebody else',
      'first',
      'first',
    ])
    for (const path of [scripts, configs])
      for (const object of objectsOf(tenant, path).filter(({ displayName }) => displayName !== 'Profile 12'))
        expect(objects(object['assignments'])[0]!['target']).toMatchObject({ groupId: pilot.id })
    // Nothing but assignments was written.
    expect(new Set(writes(tenant).map(({ what }) => what.split('/').at(-1)))).toEqual(new Set(['assign']))
  })

  it('stops at what somebody changes between the preview and the write (063-2)', async () => {
    const { tenant, idsOf } = await prepared()
    const made = await plan(tenant.id, await idsOf('Script 1', 'Script 3'), toPilot)
    Object.assign(collection(tenant.simulator.tenant, scripts).get(guid(1))!, { description: 'in between' })
    const ended = await run(tenant, 'Tenant', made)
    expect((await lab.items(tenant.id, ended.id)).map(({ name, state }) => [name, state])).toEqual([
      ['Script 1', 'failed'],
      ['Script 3', 'done'],
    ])
  })

  it('says what the latest captures would become, and what cannot be changed (063-3, 063-5)', async () => {
    const { tenant, idsOf } = await prepared()
    const policyIds = await idsOf('Script 1', 'Script 2', 'Stores')
    expect(await lab.core.call('changes.preview', { tenantId: tenant.id, policyIds, change: toPilot })).toMatchObject({
      changes: 2,
      same: 1,
    })
    const rename: Change = { rule: 'rename', find: 'Script', replace: 'Skript', isPattern: false }
    expect(await lab.core.call('changes.preview', { tenantId: tenant.id, policyIds, change: rename })).toMatchObject({
      changes: 2,
      same: 1,
      examples: [{ before: 'Script 1', after: 'Skript 1' }, {}],
    })
    const tags: Change = { rule: 'scopeTags', how: 'add', tags: [{ id: '7', name: 'Stores' }] }
    expect(
      (await lab.core.call('changes.preview', { tenantId: tenant.id, policyIds, change: tags })).cannot.map(
        ({ name, reason }) => [name, reason],
      ),
    ).toEqual([['Stores', 'Objects of this type have no scope tags.']])
    const made = await plan(tenant.id, policyIds, tags)
    expect(made.items.find(({ name }) => name === 'Stores')).toMatchObject({ action: 'blocked' })
    const broken = { ...rename, find: '(', isPattern: true }
    for (const name of ['changes.preview', 'changes.plan'] as const)
      await expect(lab.core.call(name, { tenantId: tenant.id, policyIds, change: broken })).rejects.toMatchObject({
        error: { code: 'badInput' },
      })
  })

  it('deletes after a capture, and the way back creates again with assignments (063-4, 063-6)', async () => {
    const { tenant, idsOf } = await prepared()
    Object.assign(collection(tenant.simulator.tenant, scripts).get(guid(2))!, { description: 'never captured so' })
    const made = await plan(tenant.id, await idsOf('Script 2', 'Profile 12', 'Stores', 'Default'), { rule: 'delete' })
    expect(made.items.map(({ name, action, included }) => [name, action, included]).toSorted()).toEqual([
      ['Default', 'blocked', false],
      ['Profile 12', 'delete', true],
      ['Script 2', 'delete', true],
      ['Stores', 'delete', true],
    ])
    const deleted = await run(tenant, 'Tenant', made)
    expect(deleted.status).toBe('succeeded')
    expect(objectsOf(tenant, scripts).map(({ displayName }) => displayName)).toEqual(['Script 1', 'Script 3'])
    const undo = await undoOf(tenant, deleted)
    expect(undo.items.map(({ action }) => action)).toEqual(
      ['create', 'create', 'create'].map(() => expect.stringMatching(/create/)),
    )
    expect((await run(tenant, 'Tenant', undo)).status).toBe('succeeded')
    const script2 = objectsOf(tenant, scripts).find(({ displayName }) => displayName === 'Script 2')!
    expect(script2).toMatchObject({ description: 'never captured so' })
    expect(text(script2['id'])).not.toBe(guid(2))
    expect(objects(script2['assignments'])[0]!['target']).toMatchObject({ groupId: pilot.id })
  })

  it('that deletes gives back the same tenant with its undo, new IDs aside (063-4)', { timeout: 120_000 }, async () => {
    const { id: tenantId, simulator } = await lab.tenant('Demo', join(resources, 'demo'))
    await lab.capture(tenantId)
    const tenant = { id: tenantId, simulator, record: '' }
    const { policies } = await lab.core.call('policies.list', { tenantId })
    const chosen = policies.filter(({ type }) => ['configurationPolicies', 'deviceManagementScripts'].includes(type))
    expect(chosen.length).toBeGreaterThan(20)
    /** The same objects, whatever their IDs are. */
    const withoutIds = () =>
      [...stateOf(simulator)]
        .filter(([key]) => !key.includes('/auditEvents/'))
        .map(([, item]) => item.replaceAll(/\\*"(id|sourceId)\\*":\\*"[^"]*"/g, '""'))
        .toSorted()
    const before = withoutIds()
    const made = await plan(
      tenantId,
      chosen.map(({ id }) => id),
      { rule: 'delete' },
    )
    for (const { seq, included, action } of made.items)
      if (action === 'delete' && !included)
        await lab.core.call('restore.include', { tenantId, planId: made.id, seq, included: true })
    const deleted = await run(tenant, 'Demo', made)
    expect(deleted).toMatchObject({ status: 'succeeded', counts: { done: chosen.length } })
    expect(withoutIds().length).toBe(before.length - chosen.length)
    expect((await run(tenant, 'Demo', await undoOf(tenant, deleted))).status).toBe('succeeded')
    const after = withoutIds()
    expect(after.filter((item) => !before.includes(item)).slice(0, 2)).toEqual([])
    expect(after.length).toBe(before.length)
  })

  it('duplicates beside the original, without its assignments (063-1)', async () => {
    const { tenant, idsOf } = await prepared()
    const made = await plan(tenant.id, await idsOf('Script 2'), {
      rule: 'duplicate',
      suffix: '(copy)',
      assignments: false,
    })
    expect((await run(tenant, 'Tenant', made)).status).toBe('succeeded')
    const copy = objectsOf(tenant, scripts).find(({ displayName }) => displayName === 'Script 2 (copy)')!
    expect(copy).toMatchObject({ scriptContent: 'R2V0', assignments: [] })
  })

  it('leaves out what the tenant no longer has (063-2)', async () => {
    const { tenant, idsOf } = await prepared()
    const policyIds = await idsOf('Script 1', 'Script 3')
    collection(tenant.simulator.tenant, scripts).delete(guid(3))
    const made = await plan(tenant.id, policyIds, { rule: 'archive' })
    expect(made.items.map(({ name, action, reason }) => [name, action, reason])).toEqual([
      ['Script 1', 'update', null],
      ['Script 3', 'skip', 'It is no longer in the tenant.'],
    ])
  })

  it('and its undo give back the same tenant, for any rule and selection (063-4)', { timeout: 600_000 }, async () => {
    const { id: tenantId, simulator } = await lab.tenant('Demo', join(resources, 'demo'))
    await lab.capture(tenantId)
    const tenant = { id: tenantId, simulator, record: '' }
    const { policies } = await lab.core.call('policies.list', { tenantId })
    const groups = [...collection(simulator.tenant, '/groups').values()].map((entry) => ({
      id: text(entry['id']),
      name: text(entry['displayName']),
    }))
    const [one, two] = [groups[0]!, groups[1]!]
    const [filter] = [...collection(simulator.tenant, '/deviceManagement/assignmentFilters').values()]
    const chosen = { filter: { id: text(filter!['id']), name: text(filter!['displayName']) }, mode: 'include' } as const
    const rules = fc.constantFrom<Change>(
      { rule: 'assign', target: { who: 'group', group: one }, filter: null, intent: 'required' },
      { rule: 'assign', target: { who: 'allUsers' }, filter: null, intent: 'available' },
      { rule: 'assign', target: { who: 'group', group: two }, filter: chosen, intent: 'required' },
      { rule: 'exclude', group: two, intent: 'required' },
      { rule: 'unassign', target: null },
      { rule: 'unassign', target: { who: 'group', group: one } },
      { rule: 'filter', target: null, filter: chosen },
      { rule: 'filter', target: null, filter: null },
      { rule: 'intent', target: null, intent: 'uninstall' },
      { rule: 'scopeTags', how: 'add', tags: [{ id: '3', name: 'Pilot' }] },
      { rule: 'scopeTags', how: 'set', tags: [{ id: '1', name: 'Stores EU' }] },
      { rule: 'rename', find: '', replace: 'X – {name}', isPattern: false },
      { rule: 'describe', description: 'Changed' },
      { rule: 'archive' },
    )
    const before = stateOf(simulator)
    const changed = new Set<string>()
    await fc.assert(
      fc.asyncProperty(rules, fc.shuffledSubarray(policies, { minLength: 10, maxLength: 40 }), async (rule, some) => {
        const made = await plan(
          tenantId,
          some.map(({ id }) => id),
          rule,
        )
        if (made.summary.update === 0) return
        const ended = await run(tenant, 'Demo', made)
        const failed = (await lab.items(tenantId, ended.id)).filter(({ state }) => state === 'failed')
        expect(failed.map(({ name, error }) => [rule.rule, name, error?.message])).toEqual([])
        changed.add(rule.rule)
        const undo = await undoOf(tenant, ended)
        expect((await run(tenant, 'Demo', undo)).status).toBe('succeeded')
        expect(differing(before, stateOf(simulator)).slice(0, 3)).toEqual([])
      }),
      { numRuns: Number(process.env['ATLAS_PROPERTY_RUNS'] ?? 6), endOnFailure: true },
    )
    expect(changed.size).toBeGreaterThan(1)
  })
})
