/** One object of the last observed inventory. */
export interface PolicyRow {
  readonly id: string
  readonly tenantId: string
  readonly type: string
  readonly externalId: string
  readonly name: string
  readonly kind: string
  readonly platform: string
  readonly state: 'active' | 'missing'
  /** Somebody does not want to hear of it: it is no finding. Backups take it all the same. */
  readonly ignoredAt: string | null
  /** Put away: out of the inventory's sight, its history stays. */
  readonly archivedAt: string | null
  readonly modifiedAt: string | null
  readonly firstSeenAt: string
  readonly lastSeenAt: string
  readonly lastCapturedAt: string | null
  readonly versionId: string | null
  readonly versionCount: number
  readonly assignmentCount: number | null
  readonly scopeTags: readonly string[]
}

/** What a listing says about an object. */
export interface Observed {
  /** The listing does not say these: what is known of them stays. */
  readonly unknownFields?: readonly ('kind' | 'platform' | 'scopeTags')[]
  readonly type: string
  readonly externalId: string
  readonly name: string
  readonly kind: string
  readonly platform: string
  readonly modifiedAt: string | null
  readonly scopeTags: readonly string[]
}

export interface PolicyRepository {
  /** Inserts or updates what was observed; answers the rows in the same order. */
  observe(tenantId: string, observed: readonly Observed[], at: string): Promise<PolicyRow[]>
  /** Marks what a *complete* listing of the type did not hold. */
  markMissing(tenantId: string, type: string, presentIds: ReadonlySet<string>, at: string): Promise<number>
  list(tenantId: string): Promise<PolicyRow[]>
  find(id: string): Promise<PolicyRow | undefined>
  /** When each type was listed completely for the first time. */
  listedSince(tenantId: string): Promise<ReadonlyMap<string, string>>
  /** An object that was taken away by us is missing from that moment. */
  setMissing(tenantId: string, type: string, externalId: string, at: string): Promise<void>
}
