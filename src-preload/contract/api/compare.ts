import { z } from 'zod'
import { method } from '../method.ts'
import { DeviationId, PolicyId, TenantId } from '../model/ids.ts'
import { ChosenSetting, ComparedPair, Coverage, Deviation, SettingChange, SettingUse, Side } from '../model/compare.ts'

const ofTenant = z.strictObject({ tenantId: TenantId })

export const compare = {
  /** Pairs of two states and whether they are the same. `byHand` pairs versions on the left with others, or with none. */
  'compare.matrix': method({
    effect: 'read',
    scope: 'tenant',
    owns: { left: 'side', right: 'side' },
    changedBy: ['inventory.changed'],
    input: ofTenant.extend({
      left: Side,
      right: Side,
      byHand: z.record(z.string(), z.string().nullable()).default({}),
    }),
    output: z.array(ComparedPair),
  }),
  /** Every setting of the tenant with its policies and values, or only settings that several policies set. */
  'compare.settings': method({
    effect: 'read',
    scope: 'tenant',
    changedBy: ['inventory.changed', 'recipients.changed', 'tenant.changed'],
    input: ofTenant.extend({ severalOnly: z.boolean().default(true) }),
    output: z.array(SettingUse),
  }),
  /** Each setting and value in the Settings catalog policies of a baseline, and how a state of a tenant meets it (spec 066). */
  'compare.coverage': method({
    effect: 'read',
    scope: 'tenant',
    owns: { baseline: 'side', earlier: 'side', side: 'side' },
    changedBy: ['inventory.changed', 'recipients.changed', 'tenant.changed', 'deviations.changed'],
    input: ofTenant.extend({
      baseline: Side,
      side: Side,
      /** An earlier release of the baseline: what changed since then is told apart from what the tenant changed. */
      earlier: Side.nullable().default(null),
    }),
    output: Coverage,
  }),
  /** The change that gives settings of the tenant the values of a baseline, for `changes.plan`. */
  'compare.settingChange': method({
    effect: 'read',
    scope: 'tenant',
    owns: { baseline: 'side', earlier: 'side', addTo: 'policy' },
    changedBy: ['inventory.changed'],
    input: ofTenant.extend({
      baseline: Side,
      /** The earlier release that they were chosen with. */
      earlier: Side.nullable().default(null),
      settings: z.array(ChosenSetting).min(1).max(5_000),
      /** The policy that gets what is missing; null for the one that is most like the policy of the baseline. */
      addTo: PolicyId.nullable().default(null),
    }),
    output: SettingChange,
  }),
  /** Values of baselines that a tenant doesn't have on purpose. */
  'deviations.list': method({
    effect: 'read',
    scope: 'tenant',
    changedBy: ['deviations.changed'],
    input: ofTenant,
    output: z.array(Deviation),
  }),
  /** Accepts that a tenant deviates from a value, in whatever baseline it is. An earlier reason is replaced. */
  'deviations.accept': method({
    effect: 'store',
    scope: 'tenant',
    audited: 'deviation.accepted',
    changes: ['deviations.changed'],
    input: ofTenant.extend({
      settingId: z.string().trim().min(1).max(500),
      key: z.string().min(1).max(20_000),
      reason: z.string().trim().min(1).max(2_000),
      owner: z.string().trim().min(1).max(200),
      until: z.iso.date().nullable(),
    }),
    output: z.object({ deviationId: DeviationId }),
  }),
  'deviations.withdraw': method({
    effect: 'store',
    scope: 'tenant',
    owns: { deviationId: 'deviation' },
    audited: 'deviation.withdrawn',
    changes: ['deviations.changed'],
    input: ofTenant.extend({ deviationId: DeviationId }),
    output: z.object({}),
  }),
}
