import { z } from 'zod'
import { method } from '../method.ts'
import { TenantId } from '../model/ids.ts'
import { ComparedPair, Coverage, SettingUse, Side } from '../model/compare.ts'

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
    owns: { baseline: 'side', side: 'side' },
    changedBy: ['inventory.changed', 'recipients.changed', 'tenant.changed'],
    input: ofTenant.extend({ baseline: Side, side: Side }),
    output: Coverage,
  }),
}
