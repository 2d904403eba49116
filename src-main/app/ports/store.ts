import type { AppError } from '#contract/errors.ts'
import type { ItemState, RunKind, RunState } from '#contract/model/values.ts'
import type { Json } from '#domain/json.ts'
import type { DirectoryEntry, MappedReference } from '#domain/restore/mapping.ts'
import type { PlanItem } from '#domain/restore/plan.ts'
import type { SettingDefinition } from '#domain/settings-catalog/setting-definition.ts'
import type { BackupContent, BackupRepository } from './backups.ts'
import type { TenantRepository, TokenCacheRepository } from './tenants.ts'
import type {
  DriftRepository,
  PurgeFigures,
  ScheduleRepository,
  ViewRepository,
  WordRepository,
} from './understanding.ts'

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
  readonly unsaid?: readonly ('kind' | 'platform' | 'scopeTags')[]
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
  /** Ignores, archives, or takes that back (spec 900). */
  setLifecycle(
    ids: readonly string[],
    change: { readonly ignoredAt?: string | null; readonly archivedAt?: string | null },
  ): Promise<void>
}

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
  /** A secret behind an unchanged mask is another one: a new version, though nothing that can be seen differs. */
  readonly secretsChanged?: boolean
  readonly at: string
}

export interface CaptureOutcome {
  readonly versionId: string
  readonly number: number
  readonly isNew: boolean
  readonly newBlob: boolean
}

export interface VersionRepository {
  /** Keeps the document as a version; an unchanged one reuses the version of before and writes no bytes (spec 016). */
  keep(captured: CapturedDocument): Promise<CaptureOutcome>
  find(id: string): Promise<VersionRow | undefined>
  list(tenantId: string, policyId?: string): Promise<VersionRow[]>
  /** The version of each object that was there at a moment, as far as captures saw it. */
  asOf(tenantId: string, at: string): Promise<Omit<BackupContent, 'isNew'>[]>
  /** The newest versions of policies that had one before: what changed. */
  recentChanges(tenantId: string, limit: number): Promise<VersionRow[]>
  /** The captured document. @throws Failure `damaged` when its bytes are not what was stored */
  document(versionId: string): Promise<Json>
  secrets(versionId: string): Promise<SealedSecret[]>
  /** Hashes of all bodies of a tenant or of a set, for verification. */
  hashes(scope: { readonly tenantId: string; readonly setId?: string | undefined }): Promise<string[]>
  /** Whether the stored bytes still have this hash. */
  check(hash: string): Promise<boolean>
  /**
   * Takes away versions that were captured before a moment and that nothing needs: not the newest of a policy that is
   * not archived, none that a set, a run, a plan or a baseline names (spec 900).
   */
  purge(tenantId: string, before: string, dryRun: boolean): Promise<PurgeFigures>
  /** New versions for each day, as the given zone counts days; first versions apart. */
  calendar(
    tenantId: string,
    zone: string,
  ): Promise<{ readonly day: string; readonly changed: number; readonly first: number }[]>
}

export interface RunRow {
  readonly id: string
  readonly tenantId: string
  readonly kind: RunKind
  readonly title: string
  readonly target: string
  readonly input: Json
  readonly status: RunState
  readonly phase: string | null
  readonly result: Json
  readonly error: AppError | null
  readonly requests: number
  readonly throttled: number
  readonly createdAt: string
  readonly startedAt: string | null
  readonly endedAt: string | null
}

export interface RunItemRow {
  readonly id: string
  readonly runId: string
  readonly seq: number
  readonly key: string
  readonly type: string
  readonly name: string
  readonly policyId: string | null
  readonly state: ItemState
  readonly note: string | null
  readonly detail: Json
  readonly error: AppError | null
  readonly startedAt: string | null
  readonly endedAt: string | null
}

export interface NewItem {
  readonly key: string
  readonly type: string
  readonly name: string
  readonly policyId?: string | null
  readonly detail?: Json
}

export interface ItemChange {
  readonly state?: ItemState
  readonly name?: string
  readonly note?: string | null
  readonly policyId?: string | null
  readonly detail?: Json
  readonly error?: AppError | null
  readonly startedAt?: string | null
  readonly endedAt?: string | null
}

export interface RunChange {
  readonly status?: RunState
  readonly phase?: string | null
  readonly result?: Json
  readonly error?: AppError | null
  readonly requests?: number
  readonly throttled?: number
  readonly startedAt?: string
  readonly endedAt?: string | null
}

/** An object that a restore made, or found as it should be. */
export interface RestoredObject {
  readonly type: string
  readonly name: string
  readonly sourceId: string
  readonly targetId: string
  /** Input of the plan that was carried out, without what it took. */
  readonly input: Json
}

export interface RunRepository {
  /** Inserts a run, or answers the equal one that has not ended (unique partial index, rule A-3). */
  enqueue(run: {
    id: string
    tenantId: string
    kind: RunKind
    title: string
    target: string
    input: Json
    at: string
  }): Promise<{ runId: string; reused: boolean }>
  find(id: string): Promise<RunRow | undefined>
  list(tenantId: string, limit: number): Promise<RunRow[]>
  unfinished(): Promise<RunRow[]>
  update(id: string, change: RunChange): Promise<void>
  /** Adds items that are not there yet, by key; keeps those that are. */
  addItems(runId: string, items: readonly NewItem[], newId: () => string): Promise<void>
  items(runId: string): Promise<RunItemRow[]>
  /** Open items first, then in their order; of those in the given states whose name has the text in it. */
  itemPage(
    runId: string,
    page: {
      readonly offset: number
      readonly limit: number
      readonly states: readonly ItemState[] | null
      readonly text: string
    },
  ): Promise<{ items: RunItemRow[]; total: number }>
  counts(runId: string): Promise<Record<ItemState, number>>
  /** All of them in one transaction. */
  /** Changes items, and with them the figures of their run: one commit, so one wait for the disk. */
  updateItems(
    changes: readonly { readonly id: string; readonly change: ItemChange }[],
    figures?: { readonly runId: string; readonly requests: number; readonly throttled: number },
  ): Promise<void>
  /** What restores of one tenant's versions made or found in another, item by item, the newest restore first. */
  restored(tenantId: string, sourceTenantId: string): Promise<readonly RestoredObject[]>
}

export interface PlanRow {
  readonly id: string
  readonly tenantId: string
  readonly source: string
  readonly input: Json
  readonly references: readonly MappedReference[]
  readonly createdAt: string
  /** Equal for plans that would do the same to the same. */
  readonly hash: string
}

/** A plan item as stored: the planned one, its place, and whether the user left it in. */
export interface StoredPlanItem extends PlanItem {
  readonly seq: number
  readonly kind: string
  readonly included: boolean
}

export interface PlanRepository {
  insert(
    plan: PlanRow & { readonly runId: string; readonly targets: Readonly<Record<string, readonly DirectoryEntry[]>> },
    items: readonly (PlanItem & { readonly kind: string })[],
  ): Promise<void>
  find(id: string): Promise<PlanRow | undefined>
  /** Objects of the target by kind, as they were when the plan was made. */
  targets(id: string): Promise<Readonly<Record<string, readonly DirectoryEntry[]>>>
  items(id: string): Promise<Omit<StoredPlanItem, 'wanted' | 'live' | 'steps'>[]>
  item(id: string, seq: number): Promise<StoredPlanItem | undefined>
  include(id: string, seq: number, included: boolean): Promise<void>
}

/** What a directory object is called, and what makes it again where a restore may. */
export interface RememberedEntry extends DirectoryEntry {
  readonly facts?: Json
}

export interface DirectoryRepository {
  remember(tenantId: string, kind: string, entries: readonly RememberedEntry[], at: string): Promise<void>
  /** Names by `kind/id`. */
  names(tenantId: string): Promise<Map<string, string>>
  /** What is known of the objects of a kind, by id; only those of which more than the name is known. */
  facts(tenantId: string, kind: string): Promise<Map<string, Json>>
}

/** Choices of the mapping between two tenants, kept from plan to plan (spec 006). */
export interface MappingRepository {
  /** By `kind/source id`: an id of the target, or null to leave the reference out. */
  find(sourceTenantId: string, targetTenantId: string): Promise<Map<string, string | null>>
  save(
    sourceTenantId: string,
    targetTenantId: string,
    choices: ReadonlyMap<string, string | null>,
    at: string,
  ): Promise<void>
  /** Forgets what was saved; all of the pair when no key is given. */
  forget(sourceTenantId: string, targetTenantId: string, key?: string): Promise<void>
}

export interface NotificationRow {
  readonly id: string
  readonly tenantId: string
  readonly runId: string
  readonly tone: 'success' | 'warning' | 'danger'
  readonly title: string
  readonly body: string
  readonly at: string
  readonly readAt: string | null
}

export interface NotificationRepository {
  insert(notification: Omit<NotificationRow, 'readAt'>): Promise<void>
  /** Of all tenants, the newest first. */
  list(limit: number): Promise<NotificationRow[]>
  markRead(ids: readonly string[] | 'all', at: string): Promise<void>
}

/** A category of settings, as Graph nests them. */
export interface SettingCategory {
  readonly id: string
  readonly name: string
  readonly parentId: string | null
}

/** A definition as it is kept: its category by id. */
export interface KeptDefinition extends Omit<SettingDefinition, 'category'> {
  readonly categoryId: string | null
}

/** Setting definitions of a cloud, shared by its tenants (spec 003). */
export interface DefinitionRepository {
  /** Ids that were asked for before, those that Graph does not know included. */
  known(cloud: string): Promise<ReadonlySet<string>>
  knownCategories(cloud: string): Promise<ReadonlySet<string>>
  /** Categories that kept definitions are in. */
  categoryIds(cloud: string): Promise<readonly string[]>
  /** A definition, or null for an id that Graph does not know. */
  save(cloud: string, definitions: ReadonlyMap<string, KeptDefinition | null>, at: string): Promise<void>
  saveCategories(cloud: string, categories: readonly SettingCategory[], at: string): Promise<void>
  /** Those of the ids that are known, with their categories from the root. */
  find(cloud: string, ids: readonly string[]): Promise<ReadonlyMap<string, SettingDefinition>>
  /** Forgets which ids Graph did not know, so that they are asked for again. */
  forgetUnknown(cloud: string): Promise<void>
}

export interface AuditRow {
  readonly id: number
  readonly at: string
  readonly tenantId: string | null
  readonly action: string
  readonly detail: Json
}

/** What the chain of the audit says of itself. */
export interface AuditCheck {
  readonly entries: number
  /** The first entry that is not what was written; null when all are. */
  readonly brokenAt: number | null
  /** Hash of the newest entry: a note of it elsewhere shows later whether entries were cut off. */
  readonly head: string
}

export interface AuditRepository {
  /** Computes every hash again. */
  verify(): Promise<AuditCheck>
  append(entry: { at: string; tenantId: string | null; action: string; detail: Json }): Promise<void>
  list(tenantId: string, limit: number): Promise<AuditRow[]>
}

/** Everything that is kept on the laptop. */
export interface Store {
  readonly tenants: TenantRepository
  readonly tokenCaches: TokenCacheRepository
  readonly policies: PolicyRepository
  readonly versions: VersionRepository
  readonly backups: BackupRepository
  readonly runs: RunRepository
  readonly plans: PlanRepository
  readonly directory: DirectoryRepository
  readonly definitions: DefinitionRepository
  readonly audit: AuditRepository
  readonly mappings: MappingRepository
  readonly words: WordRepository
  readonly drift: DriftRepository
  readonly schedules: ScheduleRepository
  readonly views: ViewRepository
  readonly notifications: NotificationRepository
}
