import type { Doubt } from '#contract/model/doubts.ts'
import type { ChangeReason, Severity } from '#contract/model/severity.ts'
import type { Json } from '#domain/json.ts'
import type { BackupContent } from './backups.ts'
import type { PolicyRow } from './policies.ts'

export interface VersionRow {
  readonly id: string
  readonly tenantId: string
  readonly policyId: string
  readonly type: string
  readonly name: string
  readonly number: number
  readonly hash: string
  readonly fingerprint: string
  readonly names: Readonly<Record<string, string>>
  readonly runId: string
  readonly modifiedAt: string | null
  readonly capturedAt: string
  readonly size: number
  readonly live: boolean
  readonly backupSets: readonly string[]
  /** What Graph contradicted when it was captured. */
  readonly doubts: readonly Doubt[]
  /** What its change is about; null for the first version, and as long as it isn't known. */
  readonly reasons: readonly ChangeReason[] | null
}

/** What comparisons need of a version. */
export interface LoadedVersion extends Pick<
  VersionRow,
  'id' | 'tenantId' | 'policyId' | 'type' | 'name' | 'names' | 'doubts'
> {
  readonly document: Json
}

/** A sealed secret of a version. */
export interface SealedSecret {
  readonly pointer: string
  readonly label: string
  readonly sealed: Uint8Array
}

export interface CapturedDocument {
  readonly policy: PolicyRow
  readonly document: Json
  readonly fingerprintText: string
  readonly names: Readonly<Record<string, string>>
  readonly modifiedAt: string | null
  readonly assignmentCount: number | null
  readonly secrets: readonly SealedSecret[]
  readonly runId: string
  /** A masked secret changed. This creates a new version, although nothing visible differs. */
  readonly secretsChanged?: boolean
  readonly doubts?: readonly Doubt[]
  readonly at: string
}

export interface CaptureOutcome {
  readonly versionId: string
  readonly number: number
  readonly isNew: boolean
  readonly newBlob: boolean
  /** The run that stored the version. */
  readonly runId: string
}

/** The new versions of a day. */
export interface CalendarDay extends Readonly<Record<Severity, number>> {
  readonly day: string
  readonly changed: number
  readonly first: number
}

export interface VersionRepository {
  /**
   * Stores documents as versions, all in one transaction. An unchanged document reuses the latest version and writes
   * nothing (spec 016).
   *
   * @returns the outcomes in the same order
   */
  keep(captured: readonly CapturedDocument[]): Promise<CaptureOutcome[]>
  /** Packs what a tenant's captures stored document by document, if it is worth it. Every answer stays. */
  pack(tenantId: string): Promise<void>
  find(id: string): Promise<VersionRow | undefined>
  list(tenantId: string, policyId?: string): Promise<VersionRow[]>
  /** The version of each object that was there at a moment, as far as captures saw it. */
  asOf(tenantId: string, at: string): Promise<Omit<BackupContent, 'isNew'>[]>
  /** The newest versions of policies that had one before: what changed. */
  recentChanges(
    tenantId: string,
    limit: number,
    between?: { readonly from?: string | undefined; readonly until?: string | undefined },
  ): Promise<VersionRow[]>
  /** The version of the policy before this one; null if there is none. */
  before(id: string): Promise<Pick<VersionRow, 'id' | 'capturedAt'> | null>
  /** The captured document. @throws Failure `damaged` if the stored bytes were changed */
  document(versionId: string): Promise<Json>
  /**
   * Versions with their documents, in the order in which they lie in the store. IDs without a version are left out.
   *
   * @throws Failure `damaged` if stored bytes were changed
   */
  load(versionIds: readonly string[]): AsyncIterable<LoadedVersion>
  secrets(versionId: string): Promise<SealedSecret[]>
  /** Hashes of all bodies of a tenant or of a set, for verification. */
  hashes(scope: { readonly tenantId: string; readonly setId?: string | undefined }): Promise<string[]>
  /** Whether the stored bytes still have this hash. */
  check(hash: string): Promise<boolean>
  /** New versions for each day, as the given zone counts days; first versions apart. */
  calendar(tenantId: string, zone: string): Promise<CalendarDay[]>
}
