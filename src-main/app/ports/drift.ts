import type { Side } from '#contract/model/compare.ts'
import type { ChangeReason } from '#contract/model/severity.ts'
import type { FindingKind } from '#domain/drift/drift.ts'

/** A fixed state. "Now" becomes the time at which the baseline was created. */
export type BaselineSource = Exclude<Side['from'], { now: true }>

export interface BaselineRow {
  readonly id: string
  readonly tenantId: string
  readonly name: string
  readonly sourceTenantId: string
  /** A backup set, versions, or a point in time, like the source of a restore. */
  readonly source: BaselineSource
  readonly createdAt: string
  readonly checkedAt: string | null
  /** Types that the last check couldn't read. */
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
  /** Fingerprint of the whole current value. Older findings have none. */
  readonly print: string | null
  /** What it is about, the worst first. Findings of earlier versions have none until the next check. */
  readonly reasons: readonly ChangeReason[] | null
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

/** A finding as a check records it. */
export type RecordedFinding = Omit<FindingRow, 'id' | 'baselineId' | 'state' | 'firstSeenAt' | 'lastSeenAt'>

export interface DriftRepository {
  insertBaseline(baseline: Omit<BaselineRow, 'checkedAt' | 'unread'>): Promise<void>
  baselines(tenantId: string): Promise<BaselineRow[]>
  findBaseline(id: string): Promise<BaselineRow | undefined>
  removeBaseline(id: string): Promise<void>
  /**
   * Updates the findings of a baseline with the result of a check. A finding keeps its state, is opened again if its
   * value changed, and is resolved if it disappeared.
   *
   * @returns those that are new or open again
   */
  record(
    baselineId: string,
    found: readonly RecordedFinding[],
    check: { readonly at: string; readonly unread: readonly string[] },
    newId: () => string,
  ): Promise<readonly RecordedFinding[]>
  findings(baselineId: string): Promise<FindingRow[]>
  findFinding(id: string): Promise<FindingRow | undefined>
  /** A finding that is resolved stays so: only a check opens it again. */
  setState(ids: readonly string[], state: FindingRow['state']): Promise<void>
  rules(tenantId: string): Promise<IgnoreRuleRow[]>
  addRule(rule: IgnoreRuleRow): Promise<void>
  findRule(id: string): Promise<IgnoreRuleRow | undefined>
  removeRule(id: string): Promise<void>
  addEvents(tenantId: string, events: readonly ChangeEvent[]): Promise<void>
  /** The latest known change of an object between two points in time. */
  lastEvent(
    tenantId: string,
    resourceId: string,
    between: { readonly after: string | null; readonly until: string | null },
  ): Promise<ChangeEvent | undefined>
  /** Everybody who changed an object between two points in time, in their order. */
  actors(
    tenantId: string,
    resourceId: string,
    between: { readonly after: string; readonly until: string },
  ): Promise<readonly string[]>
  lastEventAt(tenantId: string): Promise<string | null>
}

/** A change from Intune's audit log. */
export interface ChangeEvent {
  readonly id: string
  readonly at: string
  readonly actor: string
  readonly activity: string
  readonly resourceId: string
}
