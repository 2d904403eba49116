import { z } from 'zod'
import { method } from '../method.ts'
import { BaselineId, FindingId, PolicyId, ScheduleId, TenantId, VersionId } from '../model/ids.ts'
import {
  Baseline,
  ComparedPair,
  Finding,
  GraphEdge,
  GraphNode,
  IgnoreRule,
  Keep,
  SavedView,
  Schedule,
  SearchHit,
  SettingUse,
  Side,
} from '../model/understanding.ts'
import { AskedMoment, Moment, ReadableRow } from '../model/values.ts'
import { Accepted } from './runs.ts'

const ofTenant = z.strictObject({ tenantId: TenantId })
const ofBaseline = ofTenant.extend({ baselineId: BaselineId })
const ofSchedule = ofTenant.extend({ scheduleId: ScheduleId })
const nothing = z.object({})

export const understanding = {
  /** Pairs of two states and whether they say the same; `byHand` pairs versions on the left with others, or with none. */
  'compare.matrix': method({
    effect: 'read',
    scope: 'tenant',
    input: ofTenant.extend({
      left: Side,
      right: Side,
      byHand: z.record(z.string(), z.string().nullable()).default({}),
    }),
    output: z.array(ComparedPair),
  }),
  /** Every setting of the tenant with who sets it to what; only those that several set, when asked. */
  'compare.settings': method({
    effect: 'read',
    scope: 'tenant',
    input: ofTenant.extend({ severalOnly: z.boolean().default(true) }),
    output: z.array(SettingUse),
  }),

  'drift.baselines': method({ effect: 'read', scope: 'tenant', input: ofTenant, output: z.array(Baseline) }),
  'drift.addBaseline': method({
    effect: 'store',
    scope: 'tenant',
    input: ofTenant.extend({ name: z.string().trim().min(1).max(200), source: Side }),
    output: z.object({ baselineId: BaselineId }),
  }),
  'drift.removeBaseline': method({ effect: 'store', scope: 'tenant', input: ofBaseline, output: nothing }),
  /** Compares what was captured last with the baseline; captures first when asked. */
  'drift.check': method({
    effect: 'run',
    scope: 'tenant',
    input: ofBaseline.extend({ capture: z.boolean().default(true) }),
    output: Accepted,
  }),
  'drift.findings': method({ effect: 'read', scope: 'tenant', input: ofBaseline, output: z.array(Finding) }),
  'drift.acknowledge': method({
    effect: 'store',
    scope: 'tenant',
    input: ofTenant.extend({ findingIds: z.array(FindingId).min(1), acknowledged: z.boolean() }),
    output: nothing,
  }),
  'drift.rules': method({ effect: 'read', scope: 'tenant', input: ofTenant, output: z.array(IgnoreRule) }),
  /** Changes at the path are no findings any more, from the next check on; open ones are resolved at once. */
  'drift.ignore': method({
    effect: 'store',
    scope: 'tenant',
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
    input: ofTenant.extend({ ruleId: z.string() }),
    output: nothing,
  }),

  /** What a node refers to and what refers to it, so many steps far; everything when no node is named. */
  'dependencies.graph': method({
    effect: 'read',
    scope: 'tenant',
    input: ofTenant.extend({
      focus: z.string().optional(),
      depth: z.number().int().min(1).max(10).default(1),
      direction: z.enum(['both', 'inbound', 'outbound']).default('both'),
    }),
    output: z.object({ nodes: z.array(GraphNode), edges: z.array(GraphEdge), cycles: z.array(z.array(z.string())) }),
  }),

  'search.find': method({
    effect: 'read',
    scope: 'app',
    input: z.strictObject({
      text: z.string().max(200),
      tenantId: TenantId.optional(),
      type: z.string().optional(),
      current: z.boolean().default(true),
      after: AskedMoment.optional(),
      before: AskedMoment.optional(),
      limit: z.number().int().min(1).max(100).default(8),
    }),
    output: z.object({
      names: z.array(SearchHit),
      settings: z.array(SearchHit),
      scripts: z.array(SearchHit),
      ids: z.array(SearchHit),
    }),
  }),
  /** The rows of a version in which the words stand. */
  'search.explain': method({
    effect: 'read',
    scope: 'tenant',
    input: ofTenant.extend({ versionId: VersionId, text: z.string().max(200) }),
    output: z.array(ReadableRow),
  }),

  'schedules.list': method({ effect: 'read', scope: 'tenant', input: ofTenant, output: z.array(Schedule) }),
  'schedules.save': method({
    effect: 'store',
    scope: 'tenant',
    input: ofTenant.extend({
      scheduleId: ScheduleId.optional(),
      name: z.string().trim().min(1).max(200),
      types: z.array(z.string()).default([]),
      cron: z.string().trim().min(1).max(100),
      zone: z.string().min(1).max(100),
      keep: Keep,
      baselineId: BaselineId.nullable().default(null),
      enabled: z.boolean().default(true),
    }),
    output: z.object({ scheduleId: ScheduleId }),
  }),
  'schedules.remove': method({ effect: 'store', scope: 'tenant', input: ofSchedule, output: nothing }),
  'schedules.runNow': method({ effect: 'run', scope: 'tenant', input: ofSchedule, output: Accepted }),
  /** The next moments of a timing, or a sentence that says what is wrong with it. */
  'schedules.preview': method({
    effect: 'read',
    scope: 'app',
    input: z.strictObject({ cron: z.string().max(100), zone: z.string().max(100) }),
    output: z.object({ next: z.array(Moment), problem: z.string().nullable() }),
  }),

  'policies.ignore': method({
    effect: 'store',
    scope: 'tenant',
    input: ofTenant.extend({ policyIds: z.array(PolicyId).min(1), ignored: z.boolean() }),
    output: nothing,
  }),
  /** Puts policies away in the store, or takes them out again; the tenant is not touched. */
  'policies.archive': method({
    effect: 'store',
    scope: 'tenant',
    input: ofTenant.extend({ policyIds: z.array(PolicyId).min(1), archived: z.boolean() }),
    output: nothing,
  }),
  /** Takes away versions from before a moment that nothing needs any more; with `dryRun` says what would go. */
  'policies.purge': method({
    effect: 'store',
    scope: 'tenant',
    input: ofTenant.extend({ olderThan: AskedMoment, dryRun: z.boolean() }),
    output: z.object({ policies: z.number(), versions: z.number(), blobs: z.number(), bytes: z.number() }),
  }),

  /** New versions day by day, as the zone counts days. */
  'versions.calendar': method({
    effect: 'read',
    scope: 'tenant',
    input: ofTenant.extend({ zone: z.string() }),
    output: z.array(z.object({ day: z.string(), changed: z.number(), first: z.number() })),
  }),
  /** What one setting of a policy was, from version to version, where it changed. */
  'versions.settingHistory': method({
    effect: 'read',
    scope: 'tenant',
    input: ofTenant.extend({ policyId: PolicyId, key: z.string() }),
    output: z.array(
      z.object({
        versionId: VersionId,
        number: z.number(),
        capturedAt: Moment,
        name: z.string(),
        value: z.string().nullable(),
      }),
    ),
  }),

  'views.list': method({ effect: 'read', scope: 'tenant', input: ofTenant, output: z.array(SavedView) }),
  'views.save': method({
    effect: 'store',
    scope: 'tenant',
    input: ofTenant.extend({ name: z.string().trim().min(1).max(100), query: z.record(z.string(), z.unknown()) }),
    output: SavedView,
  }),
  'views.remove': method({
    effect: 'store',
    scope: 'tenant',
    input: ofTenant.extend({ viewId: z.string() }),
    output: nothing,
  }),
}
