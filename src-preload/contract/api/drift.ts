import { z } from 'zod'
import { method } from '../method.ts'
import { BaselineId, FindingId, PolicyId, TenantId, IgnoreRuleId } from '../model/ids.ts'
import { Baseline, Finding, IgnoreRule } from '../model/drift.ts'
import { Side } from '../model/compare.ts'
import { Accepted } from './runs.ts'

const ofTenant = z.strictObject({ tenantId: TenantId })
const ofBaseline = ofTenant.extend({ baselineId: BaselineId })
const nothing = z.object({})

export const drift = {
  'drift.baselines': method({
    effect: 'read',
    scope: 'tenant',
    changedBy: ['drift.changed'],
    input: ofTenant,
    output: z.array(Baseline),
  }),
  'drift.addBaseline': method({
    effect: 'store',
    scope: 'tenant',
    owns: { source: 'side' },
    audited: 'baseline.added',
    changes: ['drift.changed'],
    input: ofTenant.extend({ name: z.string().trim().min(1).max(200), source: Side }),
    output: z.object({ baselineId: BaselineId }),
  }),
  'drift.removeBaseline': method({
    effect: 'store',
    scope: 'tenant',
    owns: { baselineId: 'baseline' },
    audited: 'baseline.removed',
    changes: ['drift.changed', 'schedules.changed'],
    input: ofBaseline,
    output: nothing,
  }),
  /** Compares the latest capture with the baseline. Can capture the tenant first. */
  'drift.check': method({
    effect: 'run',
    scope: 'tenant',
    owns: { baselineId: 'baseline' },
    audited: null,
    changes: [],
    input: ofBaseline.extend({ capture: z.boolean().default(true) }),
    output: Accepted,
  }),
  'drift.findings': method({
    effect: 'read',
    scope: 'tenant',
    owns: { baselineId: 'baseline' },
    changedBy: ['drift.changed', 'inventory.changed'],
    input: ofBaseline,
    output: z.array(Finding),
  }),
  'drift.acknowledge': method({
    effect: 'store',
    scope: 'tenant',
    owns: { findingIds: 'finding' },
    audited: 'finding.acknowledged',
    changes: ['drift.changed'],
    input: ofTenant.extend({ findingIds: z.array(FindingId).min(1), acknowledged: z.boolean() }),
    output: nothing,
  }),
  'drift.rules': method({
    effect: 'read',
    scope: 'tenant',
    changedBy: ['drift.changed'],
    input: ofTenant,
    output: z.array(IgnoreRule),
  }),
  /** From the next check, changes at the path are no longer findings. Open findings are resolved immediately. */
  'drift.ignore': method({
    effect: 'store',
    scope: 'tenant',
    owns: { policyId: 'policy' },
    audited: 'rule.added',
    changes: ['drift.changed'],
    input: ofTenant.extend({
      path: z.string().min(1).max(5_000),
      type: z.string().nullable(),
      policyId: PolicyId.nullable(),
      note: z.string().max(500).default(''),
    }),
    output: nothing,
  }),
  'drift.unignore': method({
    effect: 'store',
    scope: 'tenant',
    owns: { ruleId: 'rule' },
    audited: 'rule.removed',
    changes: ['drift.changed'],
    input: ofTenant.extend({ ruleId: IgnoreRuleId }),
    output: nothing,
  }),
}
