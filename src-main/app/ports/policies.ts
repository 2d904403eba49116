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
  /** Ignored: it causes no findings, but backups include it. */
  readonly ignoredAt: string | null
  /** Archived: hidden in the inventory, but its history stays. */
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
  /** Fields that the listing leaves out. Their known values stay. */
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
  /** Inserts or updates the observed objects and returns the rows in the same order. */
  observe(tenantId: string, observed: readonly Observed[], at: string): Promise<PolicyRow[]>
  /** Marks objects that weren't in a *complete* listing of the type. */
  markMissing(tenantId: string, type: string, presentIds: ReadonlySet<string>, at: string): Promise<number>
  list(tenantId: string): Promise<PolicyRow[]>
  find(id: string): Promise<PolicyRow | undefined>
  /** When each type was listed completely for the first time. */
  listedSince(tenantId: string): Promise<ReadonlyMap<string, string>>
  /** An object that TenantAtlas deleted is missing from that time. */
  setMissing(tenantId: string, type: string, externalId: string, at: string): Promise<void>
}
