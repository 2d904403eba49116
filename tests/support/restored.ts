import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { BackupSetId, type TenantId } from '#contract/model/ids.ts'
import type { Plan } from '#contract/model/plans.ts'
import { resultOf, type RunItem } from '#contract/model/runs.ts'
import type { Json } from '#domain/json.ts'
import type { Simulator } from '#simulator/simulator.ts'
import { collection } from '#simulator/tenant.ts'
import { resources, type Lab } from './lab.ts'

type Seed = Readonly<Record<string, readonly object[]>>

/** A simulated tenant that records what is asked of it. */
export interface RecordedTenant {
  readonly id: TenantId
  readonly simulator: Simulator
  readonly record: string
}

export const guid = (index: number): string => `7a000000-0000-4000-8000-${String(index).padStart(12, '0')}`
/** Objects of the demo tenant, as Graph would answer them. */
export const allOfDemo = (name: string): Json[] =>
  JSON.parse(readFileSync(join(resources, 'demo', name, 'all.json'), 'utf8')) as Json[]
export const demo = (name: string, index = 0): Json => allOfDemo(name)[index]!
export const group = (id: string, kind = 'group') => ({
  target: { '@odata.type': `#microsoft.graph.${kind}AssignmentTarget`, groupId: id },
})
export const groups = [
  { id: guid(1), displayName: 'Pilot' },
  { id: guid(2), displayName: 'Everyone else' },
]
export const objectsOf = (tenant: RecordedTenant, path: string) => [
  ...collection(tenant.simulator.tenant, path).values(),
]

/** Writes to a tenant in their order, ids made alike. */
export const writes = (tenant: RecordedTenant): { what: string; body: Json }[] =>
  readFileSync(tenant.record, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { method: string; path: string; body: Json })
    .filter(({ method, path }) => method !== 'GET' && !path.endsWith('$batch') && !path.includes('getByIds'))
    .map(({ method, path, body }) => ({
      what: `${method} ${path.replace('/beta', '').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '*')}`,
      body,
    }))

export async function recordedTenant(lab: Lab, name: string, seed: Seed = {}): Promise<RecordedTenant> {
  const record = join(lab.folder, `${name}.ndjson`)
  return { ...(await lab.tenant(name, seed, { record })), record }
}

interface Restored {
  readonly plan: Plan
  readonly items: readonly RunItem[]
}

/** Captures a tenant as a set of some types, plans it into another and carries the plan out; nothing may fail. */
export async function restore(
  lab: Lab,
  from: RecordedTenant,
  to: RecordedTenant,
  types: string[],
  options: { readonly include?: boolean } = {},
): Promise<Restored> {
  const { runId } = await lab.core.call('backups.create', { tenantId: from.id, name: crypto.randomUUID(), types })
  const backup = await lab.ended(from.id, runId)
  expect(backup.status).toBe('succeeded')
  return restoreSet(lab, from, to, resultOf(backup, 'backup').setId!, options)
}

export async function restoreSet(
  lab: Lab,
  from: RecordedTenant,
  to: RecordedTenant,
  setId: string,
  { include = false }: { readonly include?: boolean } = {},
): Promise<Restored> {
  const plan = await lab.plan(to.id, { sourceTenantId: from.id, from: { setId: BackupSetId.parse(setId) } })
  if (include)
    for (const item of plan.items.filter((entry) => !entry.included))
      await lab.core.call('restore.include', { tenantId: to.id, planId: plan.id, seq: item.seq, included: true })
  return { plan, items: await carryOut(lab, to, plan) }
}

/** Unlocks the tenant and carries a plan out; nothing may fail. */
export async function carryOut(lab: Lab, to: RecordedTenant, plan: Plan): Promise<readonly RunItem[]> {
  const { name } = (await lab.core.call('tenants.list', {})).find((entry) => entry.id === to.id)!
  await lab.unlock(to.id, name)
  const started = await lab.core.call('restore.start', { tenantId: to.id, planId: plan.id, confirm: name })
  await lab.ended(to.id, started.runId)
  const items = await lab.items(to.id, started.runId)
  expect(
    items
      .filter((item) => item.state === 'failed' || item.state === 'unknown')
      .map((item) => [item.name, item.error?.message]),
  ).toEqual([])
  return items
}
