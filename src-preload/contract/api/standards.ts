import { z } from 'zod'
import { method } from '../method.ts'
import { PlanId, RolloutId, StandardId, TenantId, VersionId } from '../model/ids.ts'
import {
  AcceptedDifference,
  Rollout,
  Standard,
  StandardPolicy,
  StandardSource,
  TenantValue,
  Wave,
} from '../model/standards.ts'

const ofTenant = z.strictObject({ tenantId: TenantId })
const ofStandard = ofTenant.extend({ standardId: StandardId })
const ofRollout = ofTenant.extend({ rolloutId: RolloutId })
const difference = {
  type: z.string().min(1).max(200),
  name: z.string().min(1).max(1_000),
  print: z.string().min(1).max(100),
}

/** One standard for many tenants (spec 068). The tenant of a method is that of the standard, or the one that gets it. */
export const standards = {
  'standards.list': method({
    effect: 'read',
    scope: 'app',
    changedBy: ['standards.changed', 'tenant.changed', 'backups.changed'],
    input: z.strictObject({}),
    output: z.array(Standard),
  }),
  /** Names a state of a tenant as a standard, or changes one. */
  'standards.save': method({
    effect: 'store',
    scope: 'tenant',
    owns: { standardId: 'standard', source: 'source', tenantIds: 'tenant' },
    audited: 'standard.saved',
    changes: ['standards.changed'],
    input: ofTenant.extend({
      standardId: StandardId.nullable().default(null),
      name: z.string().trim().min(1).max(120),
      source: StandardSource,
      tenantIds: z.array(TenantId).max(1_000),
      waves: z.array(Wave).max(20).default([]),
    }),
    output: z.object({ standardId: StandardId }),
  }),
  /** Removes a standard and its rollouts. What was restored stays. */
  'standards.remove': method({
    effect: 'store',
    scope: 'tenant',
    owns: { standardId: 'standard' },
    audited: 'standard.removed',
    changes: ['standards.changed'],
    input: ofStandard,
    output: z.object({}),
  }),
  /** How one tenant has each policy of a standard, by its latest captures. */
  'standards.compare': method({
    effect: 'read',
    scope: 'tenant',
    owns: { standardId: 'standard', targetId: 'tenant' },
    changedBy: ['standards.changed', 'inventory.changed', 'tenant.changed', 'deviations.changed'],
    input: ofStandard.extend({ targetId: TenantId }),
    output: z.array(StandardPolicy),
  }),
  /** Accepts that a tenant differs from standards in a policy. An earlier reason for the same difference is replaced. */
  'standards.accept': method({
    effect: 'store',
    scope: 'tenant',
    audited: 'difference.accepted',
    changes: ['deviations.changed'],
    input: ofTenant.extend({
      ...difference,
      reason: z.string().trim().min(1).max(2_000),
      owner: z.string().trim().min(1).max(200),
      until: z.iso.date().nullable(),
    }),
    output: AcceptedDifference,
  }),
  'standards.withdraw': method({
    effect: 'store',
    scope: 'tenant',
    audited: 'difference.withdrawn',
    changes: ['deviations.changed'],
    input: ofTenant.extend(difference),
    output: z.object({}),
  }),
  /** What a tenant has in the place of `{{tenant.name}}` and others. */
  'tenants.values': method({
    effect: 'read',
    scope: 'tenant',
    changedBy: ['tenant.changed'],
    input: ofTenant,
    output: z.array(TenantValue),
  }),
  /** Gives a tenant a value, or takes it away. Values are kept as they are, so they are no place for secrets. */
  'tenants.setValue': method({
    effect: 'store',
    scope: 'tenant',
    audited: 'tenant.valueSet',
    changes: ['tenant.changed'],
    input: ofTenant.extend({
      name: z
        .string()
        .trim()
        .toLowerCase()
        .regex(/^tenant\.[\w.-]{1,60}$/, 'a name such as tenant.domain'),
      value: z.string().min(1).max(100_000).nullable(),
    }),
    output: z.object({}),
  }),
  'rollouts.list': method({
    effect: 'read',
    scope: 'tenant',
    owns: { standardId: 'standard' },
    changedBy: ['standards.changed', 'run.changed', 'plans.changed'],
    input: ofStandard,
    output: z.array(Rollout),
  }),
  /** Plans and rehearses a standard for tenants, without writing anything to them (000-11). */
  'rollouts.create': method({
    effect: 'store',
    scope: 'tenant',
    owns: { standardId: 'standard', tenantIds: 'tenant', versionIds: 'version' },
    audited: 'rollout.created',
    changes: ['standards.changed'],
    input: ofStandard.extend({
      /** In the order in which they get it. */
      tenantIds: z.array(TenantId).min(1).max(1_000),
      /** The number of the wave, from 0; null for everybody whom the standard names. */
      wave: z.number().int().min(0).nullable().default(null),
      /** Versions of the standard; all by default. */
      versionIds: z.array(VersionId).min(1).optional(),
    }),
    output: z.object({ rolloutId: RolloutId }),
  }),
  /** Lets the plan of one tenant be carried out once its turn comes. */
  'rollouts.confirm': method({
    effect: 'write',
    scope: 'tenant',
    owns: { rolloutId: 'rollout', planId: 'plan' },
    audited: 'rollout.confirmed',
    changes: ['standards.changed'],
    input: ofRollout.extend({
      /** The plan that somebody has looked at: another one has to be confirmed by itself. */
      planId: PlanId,
      confirm: z.string(),
      /** Reason for the approving administrator, if the tenant uses Multi Admin Approval. */
      justification: z.string().trim().min(1).max(1000).optional(),
    }),
    output: z.object({}),
  }),
  /** Leaves a tenant out of a rollout, or takes it in again. */
  'rollouts.leaveOut': method({
    effect: 'store',
    scope: 'tenant',
    owns: { rolloutId: 'rollout' },
    audited: 'rollout.leftOut',
    changes: ['standards.changed'],
    input: ofRollout.extend({ leftOut: z.boolean() }),
    output: z.object({}),
  }),
  /** Starts no more tenants, or goes on after a stop. What is being written to a tenant is a run of its own. */
  'rollouts.stop': method({
    effect: 'store',
    scope: 'tenant',
    owns: { rolloutId: 'rollout' },
    audited: 'rollout.stopped',
    changes: ['standards.changed'],
    input: ofRollout.extend({ stopped: z.boolean() }),
    output: z.object({}),
  }),
}
