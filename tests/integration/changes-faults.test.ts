import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { resultOf } from '#contract/model/runs.ts'
import { objects, type Json } from '#domain/json.ts'
import { collection } from '#simulator/tenant.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { group, guid, writes } from '#tests/support/restored.ts'
import { script, scripts } from '#tests/support/restoring.ts'

let lab: Lab
afterEach(() => lab.close())

/** `npm run deep` changes a thousand, `npm test` a slice of them. */
const count = process.env['ATLAS_DEEP'] === '1' ? 1_000 : 60
const faults = {
  seed: 11,
  faults: [
    { probability: 0.02, status: 429, retryAfter: 0.05 },
    { probability: 0.01, status: 503 },
    { probability: 0.01, cut: 'before' },
    { probability: 0.01, cut: 'after' },
  ],
}

/** Counts how often the service stored assignments, by the name of the object. */
function countEffects(items: readonly Json[]): Map<string, number> {
  const effects = new Map<string, number>()
  for (const item of items) {
    const name = String(item['displayName'])
    let assignments = item['assignments']
    effects.set(name, 0)
    Object.defineProperty(item, 'assignments', {
      enumerable: true,
      get: () => assignments,
      set: (value: unknown) => {
        effects.set(name, effects.get(name)! + 1)
        assignments = value
      },
    })
  }
  return effects
}

it(
  'objects are assigned anew exactly once, although one of twenty answers is a fault (063-7)',
  { timeout: 600_000 },
  async () => {
    lab = openLab()
    const faultsFile = join(lab.folder, 'faults.json')
    writeFileSync(faultsFile, JSON.stringify(faults))
    const record = join(lab.folder, 'Tenant.ndjson')
    const { id: tenantId, simulator } = await lab.tenant(
      'Tenant',
      {
        groups: [
          { id: guid(90_001), displayName: 'Old' },
          { id: guid(90_002), displayName: 'New' },
        ],
        deviceManagementScripts: Array.from({ length: count }, (_, index) =>
          script(index, { assignments: [{ id: 'a', ...group(guid(90_001)) }] }),
        ),
      },
      { faultsFile, record },
    )
    await lab.capture(tenantId)
    const effects = countEffects([...collection(simulator.tenant, scripts).values()])
    const { policies } = await lab.core.call('policies.list', { tenantId, limit: 2 * count + 500 })
    const policyIds = policies.filter(({ type }) => type === 'deviceManagementScripts').map(({ id }) => id)
    const carryOut = async (change: Parameters<typeof plan>[0]) => {
      const made = await plan(change)
      expect(made.summary.update).toBe(count)
      await lab.unlock(tenantId, 'Tenant')
      const { runId } = await lab.core.call('restore.start', { tenantId, planId: made.id, confirm: 'Tenant' })
      const run = await lab.ended(tenantId, runId)
      expect(run).toMatchObject({ status: 'succeeded', counts: { done: count } })
    }
    const plan = async (change: {
      readonly rule: 'assign' | 'unassign'
      readonly to: number
      readonly name: string
    }) => {
      const target = { who: 'group', group: { id: guid(change.to), name: change.name } } as const
      const { runId } = await lab.core.call('changes.plan', {
        tenantId,
        policyIds,
        change: change.rule === 'assign' ? { rule: 'assign', target } : { rule: 'unassign', target },
      })
      const planned = await lab.ended(tenantId, runId)
      return lab.core.call('restore.get', { tenantId, planId: resultOf(planned, 'restore-plan').planId! })
    }
    await carryOut({ rule: 'assign', to: 90_002, name: 'New' })
    await carryOut({ rule: 'unassign', to: 90_001, name: 'Old' })
    // Each change took effect once for each object, although answers were lost.
    expect(new Set(effects.values())).toEqual(new Set([2]))
    const groupsOf = (object: Json) => objects(object['assignments']).map(({ target }) => (target as Json)['groupId'])
    const wrong = [...collection(simulator.tenant, scripts).values()].filter(
      (object) => JSON.stringify(groupsOf(object)) !== JSON.stringify([guid(90_002)]),
    )
    expect(wrong.map(({ displayName }) => displayName)).toEqual([])
    // Faults were met, and nothing but assignments was written.
    const sent = writes({ id: tenantId, simulator, record })
    expect(sent.length).toBeGreaterThan(2 * count)
    expect(new Set(sent.map(({ what }) => what.split('/').at(-1)))).toEqual(new Set(['assign']))
  },
)
