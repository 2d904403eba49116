import { z } from 'zod'
import { method } from '../method.ts'
import { BackupSetId, PlanId, RunId, TenantId, VersionId } from '../model/ids.ts'
import { AskedMoment } from '../model/moments.ts'
import { FoundTarget, ReadMappingTable } from '../model/mapping-table.ts'
import { Plan, PlanItem, PlanOptions } from '../model/plans.ts'
import { SettingsDiff } from '../model/policies.ts'
import { Accepted } from './runs.ts'

const ofPlan = z.strictObject({ tenantId: TenantId, planId: PlanId })
const choices = z.record(z.string(), z.string().nullable()).default({})
const ofItem = ofPlan.extend({ seq: z.number().int().min(0) })

export const restore = {
  /** Reads the tenant and plans, without writing anything to it (000-11). The result of the run contains the plan ID. */
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
      /** The tenant that the source was captured from; the target by default. */
      sourceTenantId: TenantId.optional(),
      from: z.union([
        z.strictObject({ setId: BackupSetId }),
        z.strictObject({ versionIds: z.array(VersionId).min(1) }),
        /** The captured state of the whole tenant at this point in time. */
        z.strictObject({ at: AskedMoment }),
      ]),
      /** Versions of the backup set to restore; all by default. */
      only: z.array(VersionId).optional(),
      /** `kind/sourceId` to the ID in this tenant, `create` for a group that the plan creates, or null to leave it out. Saved for the two tenants. */
      choices,
      options: PlanOptions.prefault({}),
    }),
    output: Accepted,
  }),
  /** Repeats a plan with the current state of the tenant. New choices are added to the earlier ones. */
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
  /** Carries out a plan in a simulated copy, without changing the tenant. */
  'restore.rehearse': method({
    effect: 'run',
    scope: 'tenant',
    owns: { planId: 'plan' },
    audited: null,
    changes: [],
    input: ofPlan,
    output: Accepted,
  }),
  /** Removes a choice that was saved for the two tenants of the plan, by `kind/sourceId`. */
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
  /** Both sides of an item as JSON: what the tenant has, and what will be written. */
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
  /**
   * Answers a question for a secret that the backup doesn't hold. The value is sealed until the restore has ended, and is
   * kept nowhere else. Plan again afterwards.
   */
  'restore.answerSecret': method({
    effect: 'store',
    scope: 'tenant',
    owns: { planId: 'plan' },
    audited: 'secret.answered',
    changes: ['plans.changed'],
    input: ofItem.extend({
      pointer: z.string().min(1).max(2000),
      /** `kept` leaves the value of the target alone; `null` takes an answer back. */
      answer: z.union([z.strictObject({ typed: z.string().min(1).max(100_000) }), z.literal('kept'), z.null()]),
    }),
    output: PlanItem,
  }),
  /** Possible targets for mapping a reference manually. */
  'restore.candidates': method({
    effect: 'read',
    scope: 'tenant',
    owns: { planId: 'plan' },
    changedBy: [],
    input: ofPlan.extend({ kind: z.string() }),
    output: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
  /**
   * Searches the target for what a reference could become: groups by name or mail as the directory has them now, filters
   * and scope tags as Intune lists them now, everything else among what the plan has read.
   */
  'restore.searchTargets': method({
    effect: 'ask',
    scope: 'tenant',
    owns: { planId: 'plan' },
    input: ofPlan.extend({ kind: z.string(), text: z.string().trim().max(200) }),
    output: z.array(FoundTarget),
  }),
  /** The choices of a mapping as a table that can be saved and loaded again. */
  'restore.mappingTable': method({
    effect: 'read',
    scope: 'tenant',
    owns: { planId: 'plan' },
    changedBy: [],
    /** `names` are those of chosen objects that the plan didn't read, by their ID. */
    input: ofPlan.extend({ choices, names: z.record(z.string(), z.string()).default({}) }),
    output: z.object({ text: z.string() }),
  }),
  /**
   * Reads a saved mapping table, or the `MigrationTable.json` of IntuneManagement, and finds what it names in the target.
   * Nothing is saved until a plan is made with the choices.
   */
  'restore.readMappingTable': method({
    effect: 'ask',
    scope: 'tenant',
    owns: { planId: 'plan' },
    input: ofPlan.extend({ text: z.string().max(10_000_000) }),
    output: ReadMappingTable,
  }),
  'restore.start': method({
    effect: 'write',
    scope: 'tenant',
    owns: { planId: 'plan' },
    audited: 'restore.started',
    changes: [],
    input: ofPlan.extend({
      confirm: z.string(),
      /** Reason for the approving administrator, if the tenant uses Multi Admin Approval. */
      justification: z.string().trim().min(1).max(1000).optional(),
    }),
    output: Accepted,
  }),
}
