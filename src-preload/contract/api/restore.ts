import { z } from 'zod'
import { method } from '../method.ts'
import { BackupSetId, PlanId, RunId, TenantId, VersionId } from '../model/ids.ts'
import { AskedMoment } from '../model/moments.ts'
import { Plan, PlanItem, PlanOptions } from '../model/plans.ts'
import { SettingsDiff } from '../model/policies.ts'
import { Accepted } from './runs.ts'

const ofPlan = z.strictObject({ tenantId: TenantId, planId: PlanId })
const choices = z.record(z.string(), z.string().nullable()).default({})
const ofItem = ofPlan.extend({ seq: z.number().int().min(0) })

export const restore = {
  /** Reads the tenant and plans; writes nothing to it (000-11). The run's result names the plan. */
  'restore.plan': method({
    effect: 'run',
    scope: 'tenant',
    owns: {
      sourceTenantId: 'tenant',
      from: { kind: 'source', tenant: 'sourceTenantId' },
      only: { kind: 'version', tenant: 'sourceTenantId' },
    },
    audited: null,
    changes: [],
    input: z.strictObject({
      tenantId: TenantId,
      /** The tenant that the source was captured from; the target itself when left out. */
      sourceTenantId: TenantId.optional(),
      from: z.union([
        z.strictObject({ setId: BackupSetId }),
        z.strictObject({ versionIds: z.array(VersionId).min(1) }),
        /** The whole tenant as captures saw it at that moment. */
        z.strictObject({ at: AskedMoment }),
      ]),
      /** Versions of the set to restore; all of them when left out. */
      only: z.array(VersionId).optional(),
      /** `kind/sourceId` to the id in this tenant, `create` for a group that the plan makes, or null to leave it out. Kept for the pair of tenants. */
      choices,
      options: PlanOptions.prefault({}),
    }),
    output: Accepted,
  }),
  /** Plans the same once more against the tenant as it is now; choices are added to those of before. */
  'restore.planAgain': method({
    effect: 'run',
    scope: 'tenant',
    owns: { planId: 'plan', only: { kind: 'version', plan: 'planId' } },
    audited: null,
    changes: [],
    input: ofPlan.extend({ choices, only: z.array(VersionId).optional(), options: PlanOptions.optional() }),
    output: Accepted,
  }),
  /** Plans the way back from a restore. */
  'restore.undo': method({
    effect: 'run',
    scope: 'tenant',
    owns: { runId: 'run' },
    audited: null,
    changes: [],
    input: z.strictObject({ tenantId: TenantId, runId: RunId }),
    output: Accepted,
  }),
  /** Carries a plan out in a simulated copy of the tenant; nothing reaches the tenant. */
  'restore.rehearse': method({
    effect: 'run',
    scope: 'tenant',
    owns: { planId: 'plan' },
    audited: null,
    changes: [],
    input: ofPlan,
    output: Accepted,
  }),
  /** Forgets a choice that was kept for the plan's pair of tenants, by `kind/sourceId`. */
  'restore.forgetChoice': method({
    effect: 'store',
    scope: 'tenant',
    owns: { planId: 'plan' },
    audited: 'mapping.forgotten',
    changes: ['plans.changed'],
    input: ofPlan.extend({ key: z.string() }),
    output: z.object({}),
  }),
  'restore.get': method({
    effect: 'read',
    scope: 'tenant',
    owns: { planId: 'plan' },
    changedBy: ['plans.changed', 'run.changed'],
    input: ofPlan,
    output: Plan,
  }),
  /** Both sides of an item as JSON: what the tenant has, what will be written. */
  'restore.item': method({
    effect: 'read',
    scope: 'tenant',
    owns: { planId: 'plan' },
    changedBy: ['inventory.changed'],
    input: ofItem,
    output: z.object({
      seq: z.number(),
      live: z.string().nullable(),
      wanted: z.string(),
      steps: z.array(z.object({ purpose: z.string(), method: z.string(), path: z.string() })),
      settings: SettingsDiff,
    }),
  }),
  'restore.include': method({
    effect: 'store',
    scope: 'tenant',
    owns: { planId: 'plan' },
    audited: null,
    changes: ['plans.changed'],
    input: ofItem.extend({ included: z.boolean() }),
    output: PlanItem,
  }),
  /** Targets that a reference may be mapped to by hand. */
  'restore.candidates': method({
    effect: 'read',
    scope: 'tenant',
    owns: { planId: 'plan' },
    changedBy: [],
    input: ofPlan.extend({ kind: z.string() }),
    output: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
  'restore.start': method({
    effect: 'write',
    scope: 'tenant',
    owns: { planId: 'plan' },
    audited: 'restore.started',
    changes: [],
    input: ofPlan.extend({
      confirm: z.string(),
      /** Reason for the approving administrator, where the tenant uses Multi Admin Approval. */
      justification: z.string().trim().min(1).max(1000).optional(),
    }),
    output: Accepted,
  }),
}
