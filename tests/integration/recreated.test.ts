import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BaselineId, TenantId } from '#contract/model/ids.ts'
import { resultOf, type Run } from '#contract/model/runs.ts'
import { text, type Json } from '#domain/json.ts'
import { collection } from '#simulator/tenant.ts'
import { openLab, resources, type Lab } from '#tests/support/lab.ts'

let lab: Lab
let tenantId: TenantId
let start: BaselineId
let scripts: Map<string, Record<string, unknown>>
const name = () => text([...originals.values()][0]!['displayName'])
let originals: Map<string, Json>

beforeEach(async () => {
  lab = openLab()
  const seed = JSON.parse(readFileSync(join(resources, 'demo/deviceManagementScripts/all.json'), 'utf8')) as Json[]
  const tenant = await lab.tenant('Tenant', {
    deviceManagementScripts: seed.slice(0, 2).map((script) => ({ ...script, assignments: [] })),
  })
  tenantId = tenant.id
  scripts = collection(tenant.simulator.tenant, '/deviceManagement/deviceManagementScripts') as typeof scripts
  originals = new Map([...scripts].map(([id, script]) => [id, { ...script }]))
  await lab.capture(tenantId)
  const added = await lab.core.call('drift.addBaseline', {
    tenantId,
    name: 'Start',
    source: { tenantId, from: { now: true } },
  })
  start = added.baselineId
})
afterEach(() => lab.close())

const findings = async () => lab.core.call('drift.findings', { tenantId, baselineId: start })

async function check(): Promise<Run> {
  const { runId } = await lab.core.call('drift.check', { tenantId, baselineId: start })
  return lab.ended(tenantId, runId)
}

const ofName = async () =>
  (await lab.core.call('policies.list', { tenantId })).policies.filter((policy) => policy.name === name())

/** The script with the name of the first one, as the tenant has it now. */
const present = () => [...scripts.values()].find(({ displayName }) => displayName === name())!

function change(script: Record<string, unknown>): void {
  script['runAsAccount'] = script['runAsAccount'] === 'system' ? 'user' : 'system'
  script['lastModifiedDateTime'] = new Date().toISOString()
}

async function restore(versionId: string): Promise<Run> {
  const plan = await lab.plan(tenantId, { from: { versionIds: [versionId] } })
  await lab.unlock(tenantId, 'Tenant')
  const { runId } = await lab.core.call('restore.start', { tenantId, planId: plan.id, confirm: 'Tenant' })
  return lab.ended(tenantId, runId)
}

/** Somebody deletes the first script, a check finds that, and a restore brings it back with a new ID. */
async function deletedAndRestored(): Promise<Run> {
  scripts.delete(text(present()['id']))
  await check()
  const [missing, ...others] = await findings()
  expect(others).toEqual([])
  expect(missing).toMatchObject({ kind: 'removed', policyName: name() })
  return restore(missing!.baselineVersionId!)
}

describe('a policy that was deleted and restored', () => {
  it('is the same one to a baseline and to the inventory, also after the second time (044-9)', async () => {
    for (let round = 1; round <= 2; round += 1) {
      const before = text(present()['id'])
      await deletedAndRestored()
      const id = text(present()['id'])
      expect(id).not.toBe(before)
      expect(await findings()).toEqual([])
      expect((await check()).status).toBe('succeeded')
      expect(await findings()).toEqual([])
      const policies = await ofName()
      const now = policies.find(({ externalId }) => externalId === id)!
      expect(policies).toHaveLength(round + 1)
      for (const policy of policies)
        expect(policy).toMatchObject(
          policy === now ? { state: 'active', recreatedAs: null } : { state: 'missing', recreatedAs: now.id },
        )
    }
  })

  it('drifts like any other, whatever became of the deleted one (044-9)', async () => {
    await deletedAndRestored()
    const [old] = (await ofName()).filter(({ state }) => state === 'missing')
    await lab.core.call('policies.archive', { tenantId, policyIds: [old!.id], archived: true })
    change(present())
    await check()
    expect((await findings()).map(({ kind, path }) => [kind, path])).toEqual([['changed', 'runAsAccount']])
  })

  it('is missing again once the restore was undone (044-9)', async () => {
    const run = await deletedAndRestored()
    const { runId } = await lab.core.call('restore.undo', { tenantId, runId: run.id })
    const { planId } = resultOf(await lab.ended(tenantId, runId), 'restore-plan')
    const plan = await lab.core.call('restore.get', { tenantId, planId: planId! })
    for (const { seq } of plan.items)
      await lab.core.call('restore.include', { tenantId, planId: plan.id, seq, included: true })
    const undo = await lab.core.call('restore.start', { tenantId, planId: plan.id, confirm: 'Tenant' })
    const ended = await lab.ended(tenantId, undo.runId)
    expect(resultOf(ended, 'restore')).toMatchObject({ isUndo: true, deleted: 1 })
    expect((await ofName()).map(({ state, recreatedAs }) => [state, recreatedAs])).toEqual([
      ['missing', null],
      ['missing', null],
    ])
    await check()
    expect((await findings()).map(({ kind }) => kind)).toEqual(['removed'])
  })

  it('keeps the rules that ignore its paths (044-9)', async () => {
    change(present())
    await check()
    const [changed] = await findings()
    await lab.core.call('drift.ignore', {
      tenantId,
      path: changed!.path,
      type: null,
      policyId: changed!.policyId,
      note: 'agreed',
    })
    const version = changed!.currentVersionId!
    scripts.delete(text(present()['id']))
    await check()
    await restore(version)
    await check()
    expect(await findings()).toEqual([])
  })

  it('is one pair in a comparison, from either side (044-9)', async () => {
    const before = new Date().toISOString()
    await deletedAndRestored()
    const sides = [{ at: before }, { now: true }].map((from) => ({ tenantId, from })) as [never, never]
    for (const [left, right] of [sides, sides.toReversed()]) {
      const pairs = await lab.core.call('compare.matrix', { tenantId, left: left!, right: right! })
      const states = pairs.filter(({ type }) => type === 'deviceManagementScripts').map(({ state }) => state)
      expect(states).toEqual(['same', 'same'])
    }
  })
})

describe('findings after a restore', () => {
  it('are closed where it put something right, and opened only by a check, which announces them (044-9)', async () => {
    change(present())
    await check()
    const [mine] = await findings()
    // Somebody else changes another policy, and only a capture sees it.
    change([...scripts.values()].find(({ displayName }) => displayName !== name())!)
    await lab.capture(tenantId)
    await restore(mine!.baselineVersionId!)
    expect(await findings()).toEqual([])
    expect(resultOf(await check(), 'drift')).toMatchObject({ findings: 1, newFindings: 1 })
  })

  it("don't make a restore fail where they can't be compared (044-9)", async () => {
    change(present())
    await check()
    const [mine] = await findings()
    const { policies } = await lab.core.call('policies.list', { tenantId })
    const other = policies.find((policy) => policy.name !== name())!
    await lab.tamper(
      `insert into repacking values (''); update blobs set content = x'00' where row = (SELECT blob FROM version_rows WHERE id = '${other.versionId}'); delete from repacking`,
    )
    expect(await restore(mine!.baselineVersionId!)).toMatchObject({ status: 'succeeded', error: null })
  })
})
