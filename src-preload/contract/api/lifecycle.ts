import { z } from 'zod'
import { method } from '../method.ts'
import { Accepted } from './runs.ts'
import { PolicyId, TenantId } from '../model/ids.ts'
import { AskedMoment } from '../model/moments.ts'
import { PurgeFigures } from '../model/run-shapes.ts'

const ofTenant = z.strictObject({ tenantId: TenantId })
const nothing = z.object({})
const beforeMoment = ofTenant.extend({ olderThan: AskedMoment })

export const lifecycle = {
  'policies.ignore': method({
    effect: 'store',
    scope: 'tenant',
    owns: { policyIds: 'policy' },
    audited: 'policy.ignored',
    changes: ['inventory.changed'],
    input: ofTenant.extend({ policyIds: z.array(PolicyId).min(1), ignored: z.boolean() }),
    output: nothing,
  }),
  /** Archives or unarchives policies in the store, without changing the tenant. */
  'policies.archive': method({
    effect: 'store',
    scope: 'tenant',
    owns: { policyIds: 'policy' },
    audited: 'policy.archived',
    changes: ['inventory.changed'],
    input: ofTenant.extend({ policyIds: z.array(PolicyId).min(1), archived: z.boolean() }),
    output: nothing,
  }),
  /** What a purge would delete. */
  'policies.purgePreview': method({
    effect: 'read',
    scope: 'tenant',
    changedBy: ['inventory.changed', 'backups.changed', 'drift.changed'],
    input: beforeMoment,
    output: PurgeFigures,
  }),
  /** Deletes versions from before a point in time that nothing uses. What is deleted when it is canceled stays deleted. */
  'policies.purge': method({
    effect: 'run',
    scope: 'tenant',
    audited: 'purge.started',
    changes: [],
    input: beforeMoment,
    output: Accepted,
  }),
}
