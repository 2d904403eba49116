/**
 * What must not compile. `tsc -b` is the test: an error that is expected below and does not come is an error itself.
 */
import { z } from 'zod'
import { method } from '#contract/method.ts'
import { PolicyId, TenantId, VersionId } from '#contract/model/ids.ts'
import type { ReadContext, RunMethodContext } from '#app/api/handlers.ts'
import type { RunContext } from '#app/runs/run-context.ts'
import type { RunEngine } from '#app/runs/engine.ts'

const ofPolicies = z.strictObject({ tenantId: TenantId, policyIds: z.array(PolicyId), note: z.string() })

// @ts-expect-error A method that names policies says to whom they belong.
export const forgottenOwner = method({
  effect: 'store',
  scope: 'tenant',
  audited: 'policy.ignored',
  changes: [],
  input: ofPolicies,
  output: z.object({}),
})

export const wrongOwner = method({
  effect: 'read',
  scope: 'tenant',
  // @ts-expect-error Policies are no versions.
  owns: { policyIds: 'version' },
  changedBy: [],
  input: ofPolicies,
  output: z.object({}),
})

// @ts-expect-error A change says what the audit calls it, or that it needs no line.
export const forgottenAudit = method({
  effect: 'store',
  scope: 'tenant',
  changes: ['inventory.changed'],
  input: z.strictObject({ tenantId: TenantId }),
  output: z.object({}),
})

// @ts-expect-error A change says which events follow.
export const forgottenEvents = method({
  effect: 'store',
  scope: 'tenant',
  audited: 'tenant.changed',
  input: z.strictObject({ tenantId: TenantId }),
  output: z.object({}),
})

export const unknownAudit = method({
  effect: 'store',
  scope: 'tenant',
  // @ts-expect-error The audit has a closed list of actions.
  audited: 'something.happened',
  changes: [],
  input: z.strictObject({ tenantId: TenantId }),
  output: z.object({}),
})

export const silentWrite = method({
  effect: 'write',
  scope: 'tenant',
  // @ts-expect-error A write to a tenant is always audited.
  audited: null,
  changes: [],
  input: z.strictObject({ tenantId: TenantId, confirm: z.string() }),
  output: z.object({}),
})

// @ts-expect-error A read says which events make its answer old.
export const timelessRead = method({
  effect: 'read',
  scope: 'tenant',
  owns: { versionId: 'version' },
  input: z.strictObject({ tenantId: TenantId, versionId: VersionId }),
  output: z.object({}),
})

export async function writingRead({ store }: ReadContext<'drift.baselines'>): Promise<void> {
  // @ts-expect-error A read has a store that it cannot write with.
  await store.drift.removeBaseline('id')
  // @ts-expect-error Nor can it open a transaction.
  await store.transaction(async () => {})
}

export async function changingRun({ store, start }: RunMethodContext<'runs.sync'>): Promise<void> {
  // @ts-expect-error A run method starts runs and changes nothing else.
  await store.lifecycle.purge('tenant', 'moment')
  await start({ tenantId: 't', kind: 'sync', title: '', target: '', input: { types: [] } })
}

export async function wrongInput(engine: RunEngine): Promise<void> {
  // @ts-expect-error A restore is started with a plan.
  await engine.start({ tenantId: 't', kind: 'restore', title: '', target: '', input: { types: [] } })
}

export async function wrongFigures(context: RunContext<'verify'>): Promise<void> {
  // @ts-expect-error A verification creates nothing.
  await context.result({ created: 1 })
  await context.result({ checked: 1 })
}

const nested = z.strictObject({ tenantId: TenantId, by: z.object({ policyId: PolicyId }) })

export const nestedId = method({
  effect: 'read',
  scope: 'tenant',
  // @ts-expect-error No entry fits an ID inside an object.
  owns: { by: 'policy' },
  changedBy: [],
  input: nested,
  output: z.object({}),
})

// @ts-expect-error An ID in a record has an owner too.
export const idInRecord = method({
  effect: 'read',
  scope: 'tenant',
  changedBy: [],
  input: z.strictObject({ tenantId: TenantId, choices: z.record(z.string(), VersionId) }),
  output: z.object({}),
})

// @ts-expect-error So does one in a tuple.
export const idInTuple = method({
  effect: 'read',
  scope: 'tenant',
  changedBy: [],
  input: z.strictObject({ tenantId: TenantId, pair: z.tuple([z.number(), VersionId]) }),
  output: z.object({}),
})

// @ts-expect-error So does one of two kinds.
export const mixedId = method({
  effect: 'read',
  scope: 'tenant',
  changedBy: [],
  input: z.strictObject({ tenantId: TenantId, id2: z.union([PolicyId, VersionId]) }),
  output: z.object({}),
})

// @ts-expect-error So does one beside a source.
export const idBesideSource = method({
  effect: 'read',
  scope: 'tenant',
  changedBy: [],
  input: z.strictObject({ tenantId: TenantId, from: z.object({ at: z.string(), policyId: PolicyId }) }),
  output: z.object({}),
})

export const ownerByName = method({
  effect: 'read',
  scope: 'tenant',
  // @ts-expect-error Only a property with a tenant names an owner.
  owns: { policyIds: { kind: 'policy', tenant: 'note' } },
  changedBy: [],
  input: ofPolicies,
  output: z.object({}),
})

export const withoutCheck = method({
  effect: 'read',
  // @ts-expect-error The door checks the tenant of every method that names one.
  scope: 'app',
  changedBy: [],
  input: z.strictObject({ tenantId: TenantId }),
  output: z.object({}),
})
