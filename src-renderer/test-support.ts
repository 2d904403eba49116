import { PolicyId, RunId, VersionId } from '#contract/model/ids.ts'
import type { Policy } from '#contract/model/policies.ts'
import type { PlanItem } from '#contract/model/plans.ts'
import type { Run } from '#contract/model/runs.ts'
import type { Tenant } from '#contract/model/tenants.ts'

/** A captured Windows policy, with some properties changed. */
export const samplePolicy = (change: Partial<Policy> = {}): Policy => ({
  id: PolicyId.parse('policy-1'),
  type: 'configurationPolicies',
  externalId: '11111111-0000-4000-8000-000000000001',
  name: 'BitLocker – silent encryption',
  kind: 'Settings catalog',
  platform: 'Windows',
  category: ['Devices', 'Configuration'],
  state: 'active',
  ignoredAt: null,
  recreatedAs: null,
  openFindings: 0,
  archivedAt: null,
  modifiedAt: '2026-11-01T08:00:00.000Z',
  lastSeenAt: '2026-11-20T08:00:00.000Z',
  lastCapturedAt: '2026-11-20T08:00:00.000Z',
  versionId: VersionId.parse('version-1'),
  versionCount: 1,
  assignmentCount: 1,
  scopeTags: ['Default'],
  ...change,
})

/** How many items of a run have which state; none where it is not given. */
export const itemCounts = (change: Partial<Run['counts']> = {}): Run['counts'] => ({
  pending: 0,
  running: 0,
  done: 0,
  unchanged: 0,
  skipped: 0,
  failed: 0,
  blocked: 0,
  waiting: 0,
  unknown: 0,
  ...change,
})

/** A capture that succeeded, with some properties changed. */
export const sampleRun = (change: Partial<Run> = {}): Run =>
  ({
    id: RunId.parse('run-1'),
    tenantId: '22222222-0000-4000-8000-000000000001',
    kind: 'capture',
    title: 'All policies',
    status: 'succeeded',
    createdAt: '2026-11-20T08:00:00.000Z',
    startedAt: '2026-11-20T08:00:00.000Z',
    endedAt: '2026-11-20T08:00:10.000Z',
    counts: itemCounts(),
    total: 0,
    requests: 0,
    throttled: 0,
    leftOut: 0,
    waitingUntil: null,
    phase: null,
    error: null,
    result: {},
    ...change,
    // The caller changes kind and result together.
  }) as Run

/** An item that a plan would update, with some properties changed. */
export const samplePlanItem = (change: Partial<PlanItem> = {}): PlanItem => ({
  seq: 1,
  type: 'configurationPolicies',
  sourceId: '11111111-0000-4000-8000-000000000001',
  name: 'BitLocker – silent encryption',
  kind: 'Settings catalog',
  action: 'update',
  reason: null,
  warnings: [],
  asks: [],
  risk: 'low',
  included: true,
  targetId: null,
  dependsOn: [],
  later: [],
  reach: null,
  endsUnassigned: false,
  replacedBy: null,
  canReplace: false,
  ...change,
})

/** A connected test tenant, with some properties changed. */
export const sampleTenant = (change: Partial<Tenant> = {}): Tenant => ({
  id: '22222222-0000-4000-8000-000000000001',
  name: 'Contoso Retail',
  environment: 'test',
  colour: '#0b6266',
  graphUrl: 'https://graph.microsoft.com',
  unlockedUntil: null,
  lastSyncAt: null,
  cloud: 'global',
  signIn: 'person',
  account: 'admin@contoso.example',
  clientId: null,
  hasClientSecret: false,
  archivedAt: null,
  capturesEntra: false,
  capturesDevices: false,
  capturesGroupMembers: false,
  capturesServices: false,
  readsRecipients: false,
  allowsAssistant: false,
  repository: null,
  openedFile: null,
  purgedBefore: null,
  ...change,
})
