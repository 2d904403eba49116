import type { Side } from '#contract/model/compare.ts'
import type { FindingKind } from '#domain/drift/drift.ts'

/** A state that does not move: "now" becomes the moment at which the baseline was made. */
export type BaselineSource = Exclude<Side['from'], { now: true }>

export interface BaselineRow {
  readonly id: string
  readonly tenantId: string
  readonly name: string
  readonly sourceTenantId: string
  /** A set, versions, or a moment: as the source of a restore. */
  readonly source: BaselineSource
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
  findRule(id: string): Promise<IgnoreRuleRow | undefined>
  removeRule(id: string): Promise<void>
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
