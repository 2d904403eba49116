import { z } from 'zod'
import { method } from '../method.ts'
import { Change, ChangePreview } from '../model/changes.ts'
import { PolicyId, TenantId } from '../model/ids.ts'
import { FoundTarget } from '../model/mapping-table.ts'
import { Accepted } from './runs.ts'

const ofPolicies = z.strictObject({
  tenantId: TenantId,
  policyIds: z.array(PolicyId).min(1).max(50_000),
  change: Change,
})

/** Changes of many policies at once (spec 063). A change becomes a plan, like a restore. */
export const changes = {
  /** What a change would do, from the latest captures. */
  'changes.preview': method({
    effect: 'read',
    scope: 'tenant',
    owns: { policyIds: 'policy' },
    changedBy: ['inventory.changed'],
    input: ofPolicies,
    output: ChangePreview,
  }),
  /** Reads the policies in the tenant and plans the change, without writing anything (000-11). The result of the run contains the plan ID. */
  'changes.plan': method({
    effect: 'run',
    scope: 'tenant',
    owns: { policyIds: 'policy' },
    audited: null,
    changes: [],
    input: ofPolicies,
    output: Accepted,
  }),
  /** Groups by name or mail as the directory has them now, and filters and scope tags as Intune lists them now. */
  'changes.searchTargets': method({
    effect: 'ask',
    scope: 'tenant',
    input: z.strictObject({
      tenantId: TenantId,
      what: z.enum(['group', 'filter', 'scopeTag']),
      text: z.string().trim().max(200),
    }),
    output: z.array(FoundTarget),
  }),
}
