import type { Json } from '#domain/json.ts'
import type { Edge } from '#domain/dependencies/edges.ts'
import type { FindingKind } from '#domain/drift/drift.ts'
import type { Keep } from '#domain/schedule/retention.ts'

/** What was worked out of a version, to be found and followed without reading it. */
export interface VersionWords {
  readonly versionId: string
  readonly name: string
  readonly settings: string
  readonly scripts: string
  readonly ids: string
  readonly edges: readonly Edge[]
}

/** Where words were found. */
export type SearchPlace = 'name' | 'settings' | 'scripts' | 'ids'

export interface SearchScope {
  /** Tenants to look in. */
  readonly tenantIds: readonly string[]
  readonly type: string | null
  /** Only what the tenants hold now. */
  readonly current: boolean
  readonly capturedAfter: string | null
  readonly capturedBefore: string | null
}

export interface SearchHit {
  readonly versionId: string
  readonly policyId: string
  readonly tenantId: string
  readonly type: string
  readonly name: string
  readonly number: number
  readonly capturedAt: string
  readonly isCurrent: boolean
}

export interface EdgeRow extends Edge {
  readonly versionId: string
  readonly policyId: string
}

export interface WordRepository {
  /** Versions that nothing was worked out of yet, oldest first. */
  pending(limit: number): Promise<string[]>
  add(words: readonly VersionWords[]): Promise<void>
  /** The newest versions whose words begin with those asked for, one for each policy. */
  find(place: SearchPlace, words: readonly string[], scope: SearchScope, limit: number): Promise<SearchHit[]>
  /** References of what the tenant holds now. */
  edges(tenantId: string): Promise<EdgeRow[]>
}

export interface BaselineRow {
  readonly id: string
  readonly tenantId: string
  readonly name: string
  readonly sourceTenantId: string
  /** A set, versions, or a moment: as the source of a restore. */
  readonly source: Json
  readonly createdAt: string
  readonly checkedAt: string | null
  /** Types that the last check could not read. */
  readonly unread: readonly string[]
}

export interface FindingRow {
  readonly id: string
  readonly baselineId: string
  readonly fingerprint: string
  readonly kind: FindingKind
  readonly type: string
  readonly externalId: string
  readonly policyName: string
  readonly path: string
  readonly name: string
  readonly before: string | null
  readonly after: string | null
  readonly baselineVersionId: string | null
  readonly currentVersionId: string | null
  readonly changedBy: string | null
  readonly state: 'open' | 'acknowledged' | 'resolved'
  readonly firstSeenAt: string
  readonly lastSeenAt: string
  /** Fingerprint of the whole value now; findings of before it was kept have none. */
  readonly print: string | null
}

export interface IgnoreRuleRow {
  readonly id: string
  readonly tenantId: string
  readonly type: string | null
  readonly externalId: string | null
  readonly path: string
  readonly note: string
  readonly createdAt: string
}

export interface DriftRepository {
  insertBaseline(baseline: Omit<BaselineRow, 'checkedAt' | 'unread'>): Promise<void>
  baselines(tenantId: string): Promise<BaselineRow[]>
  findBaseline(id: string): Promise<BaselineRow | undefined>
  removeBaseline(id: string): Promise<void>
  /**
   * Brings the findings of a baseline to what a check found. What is found again keeps its state; one whose value
   * changed again is open again; what is no longer found is resolved.
   *
   * @returns how many are new or open again
   */
  record(
    baselineId: string,
    found: readonly Omit<FindingRow, 'id' | 'baselineId' | 'state' | 'firstSeenAt' | 'lastSeenAt'>[],
    check: { readonly at: string; readonly unread: readonly string[] },
    newId: () => string,
  ): Promise<number>
  findings(baselineId: string): Promise<FindingRow[]>
  findFinding(id: string): Promise<FindingRow | undefined>
  setState(ids: readonly string[], state: FindingRow['state']): Promise<void>
  rules(tenantId: string): Promise<IgnoreRuleRow[]>
  addRule(rule: IgnoreRuleRow): Promise<void>
  removeRule(tenantId: string, id: string): Promise<void>
  addEvents(tenantId: string, events: readonly ChangeEvent[]): Promise<void>
  /** The newest known change of an object between two moments. */
  lastEvent(
    tenantId: string,
    resourceId: string,
    between: { readonly after: string | null; readonly until: string | null },
  ): Promise<ChangeEvent | undefined>
  lastEventAt(tenantId: string): Promise<string | null>
}

/** A change as Intune's audit tells it. */
export interface ChangeEvent {
  readonly id: string
  readonly at: string
  readonly actor: string
  readonly activity: string
  readonly resourceId: string
}

export interface ScheduleRow {
  readonly id: string
  readonly tenantId: string
  readonly name: string
  /** Types to capture; all of them when empty. */
  readonly types: readonly string[]
  readonly cron: string
  readonly zone: string
  readonly keep: Keep
  /** Checked for drift after each backup. */
  readonly baselineId: string | null
  readonly enabled: boolean
  /** The last moment that was taken care of. */
  readonly lastDueAt: string
  readonly lastRunId: string | null
  readonly createdAt: string
}

export interface ScheduleRepository {
  list(tenantId: string): Promise<ScheduleRow[]>
  /** Of all tenants that are not archived. */
  enabled(): Promise<ScheduleRow[]>
  find(id: string): Promise<ScheduleRow | undefined>
  save(schedule: ScheduleRow): Promise<void>
  remove(id: string): Promise<void>
  taken(id: string, dueAt: string, runId: string | null): Promise<void>
}

export interface ViewRow {
  readonly id: string
  readonly tenantId: string
  readonly name: string
  readonly query: Json
  readonly createdAt: string
}

export interface ViewRepository {
  list(tenantId: string): Promise<ViewRow[]>
  save(view: ViewRow): Promise<void>
  remove(tenantId: string, id: string): Promise<void>
}

/** What a purge takes away, or would. */
export interface PurgeFigures {
  readonly policies: number
  readonly versions: number
  readonly blobs: number
  readonly bytes: number
}
