import { z } from 'zod'
import { method } from '../method.ts'
import { PolicyId, RunId, TenantId } from '../model/ids.ts'
import { ItemState } from '../model/run-states.ts'
import { Run, RunItem } from '../model/runs.ts'

const ofRun = z.strictObject({ tenantId: TenantId, runId: RunId })
/** The run that was started, or the identical one that is already queued or running (000-2). */
export const Accepted = z.object({ runId: RunId, reused: z.boolean() })

/** What a capture includes besides settings. A restore doesn't change what was left out (spec 004). */
export const captured = { assignments: z.boolean().default(true), scopeTags: z.boolean().default(true) }

export const runs = {
  'runs.list': method({
    effect: 'read',
    scope: 'tenant',
    changedBy: ['run.changed'],
    input: z.strictObject({ tenantId: TenantId, limit: z.number().int().min(1).max(500).default(200) }),
    output: z.array(Run),
  }),
  /** Runs of all tenants that haven't ended. Runs of other tenants continue while one tenant is open. */
  'runs.active': method({
    effect: 'read',
    scope: 'app',
    changedBy: ['run.changed'],
    input: z.strictObject({}),
    output: z.array(Run),
  }),
  'runs.get': method({
    effect: 'read',
    scope: 'tenant',
    owns: { runId: 'run' },
    changedBy: ['run.changed'],
    input: ofRun,
    output: Run,
  }),
  'runs.items': method({
    effect: 'read',
    scope: 'tenant',
    owns: { runId: 'run' },
    changedBy: ['run.changed'],
    /** Open items first, filtered by state and by text in the name. */
    input: ofRun.extend({
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(500).default(500),
      states: z.array(ItemState).optional(),
      text: z.string().max(200).default(''),
    }),
    output: z.object({ items: z.array(RunItem), total: z.number() }),
  }),
  'runs.sync': method({
    effect: 'run',
    scope: 'tenant',
    audited: null,
    changes: [],
    input: z.strictObject({ tenantId: TenantId, types: z.array(z.string()).optional() }),
    output: Accepted,
  }),
  'runs.capture': method({
    effect: 'run',
    scope: 'tenant',
    owns: { policyIds: 'policy' },
    audited: null,
    changes: [],
    input: z.strictObject({
      tenantId: TenantId,
      types: z.array(z.string()).optional(),
      policyIds: z.array(PolicyId).optional(),
      ...captured,
    }),
    output: Accepted,
  }),
  /** Fetches missing setting names of captured policies. */
  'runs.definitions': method({
    effect: 'run',
    scope: 'tenant',
    audited: null,
    changes: [],
    input: z.strictObject({ tenantId: TenantId }),
    output: Accepted,
  }),
  'runs.cancel': method({
    effect: 'run',
    scope: 'tenant',
    onOpenedFile: true,
    owns: { runId: 'run' },
    audited: 'run.cancelled',
    changes: [],
    input: ofRun,
    output: Run,
  }),
  /** Queues the failed, blocked and unknown items of an ended run again. */
  'runs.retry': method({
    effect: 'run',
    scope: 'tenant',
    onOpenedFile: true,
    owns: { runId: 'run' },
    audited: 'run.retried',
    changes: [],
    input: ofRun,
    output: Accepted,
  }),
}
