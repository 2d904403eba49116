import type { StorageUsage } from '#contract/model/storage.ts'
import type { LifecycleRepository } from './lifecycle.ts'
import type { DependencyRepository } from './dependencies.ts'
import type { ContractRepository } from './contracts.ts'
import type { BackupRepository } from './backups.ts'
import type { TenantRepository, TokenCacheRepository } from './tenants.ts'
import type { DriftRepository } from './drift.ts'
import type { ScheduleRepository } from './schedules.ts'
import type { RolloutRepository, StandardRepository } from './standards.ts'
import type { DeviationRepository } from './deviations.ts'
import type { AlertRepository } from './alerts.ts'
import type { ViewRepository } from './views.ts'
import type { ChangeRepository } from './changes.ts'
import type { PortfolioRepository } from './portfolio.ts'
import type { SearchRepository } from './search.ts'
import type { AuditRepository } from './audit.ts'
import type { DefinitionRepository } from './definitions.ts'
import type { DirectoryRepository } from './directory.ts'
import type { MappingRepository } from './mappings.ts'
import type { ReplacementRepository } from './replacements.ts'
import type { NotificationRepository } from './notifications.ts'
import type { PlanRepository } from './plans.ts'
import type { PolicyRepository } from './policies.ts'
import type { RecipientRepository } from './recipients.ts'
import type { RouteRepository } from './routes.ts'
import type { RunRepository } from './runs.ts'
import type { TypedSecretRepository } from './typed-secrets.ts'
import type { VersionRepository } from './versions.ts'

/** What was found in a table of the database. */
export interface CheckedTable {
  readonly table: string
  /** Whether the table and its indexes can be read, and agree with each other. */
  readonly isWhole: boolean
  /** Tables checked so far, and all tables. */
  readonly done: number
  readonly of: number
}

/** Whether the database itself is whole. */
export interface IntegrityRepository {
  /** Checks one table after the other. Whoever stops listening ends the check. @throws Failure `storage` */
  checkTables(): AsyncIterable<CheckedTable>
  /** What takes how much room. @throws Failure `storage` */
  usage(): Promise<StorageUsage>
  /**
   * Copies the database as it is at one moment into a new data folder, with the file that its recovery key needs, and
   * checks the copy.
   *
   * @param name of the data folder, which isn't there yet
   * @throws Failure `badInput` if it is there or its parent isn't, `storage` if the copy isn't whole
   */
  copyInto(parent: string, name: string): Promise<{ readonly folder: string; readonly size: number }>
  /** Whether an error says that the database is damaged, which no waiting mends. */
  saysDamaged(error: unknown): boolean
}

/** Everything that is stored on this computer. */
export interface Store {
  readonly tenants: TenantRepository
  readonly tokenCaches: TokenCacheRepository
  readonly policies: PolicyRepository
  readonly versions: VersionRepository
  readonly backups: BackupRepository
  readonly routes: RouteRepository
  readonly contracts: ContractRepository
  readonly runs: RunRepository
  readonly plans: PlanRepository
  readonly typedSecrets: TypedSecretRepository
  readonly directory: DirectoryRepository
  readonly definitions: DefinitionRepository
  readonly audit: AuditRepository
  readonly mappings: MappingRepository
  readonly replacements: ReplacementRepository
  readonly changes: ChangeRepository
  readonly portfolio: PortfolioRepository
  readonly search: SearchRepository
  readonly dependencies: DependencyRepository
  readonly drift: DriftRepository
  readonly schedules: ScheduleRepository
  readonly views: ViewRepository
  readonly alerts: AlertRepository
  readonly deviations: DeviationRepository
  readonly standards: StandardRepository
  readonly rollouts: RolloutRepository
  readonly recipients: RecipientRepository
  readonly notifications: NotificationRepository
  readonly lifecycle: LifecycleRepository
  readonly integrity: IntegrityRepository
  /**
   * Runs the work in one transaction, which stores everything or nothing. The work must use the given store, because
   * the outer one waits until the transaction ends. Never wait for the network in it.
   */
  transaction<T>(work: (store: Store) => Promise<T>): Promise<T>
}

/** The store for read-only use. */
export interface ReadStore {
  readonly tenants: Pick<TenantRepository, 'list' | 'find' | 'accounts'>
  readonly policies: Pick<PolicyRepository, 'list' | 'find' | 'listedSince'>
  readonly versions: Omit<VersionRepository, 'keep'>
  readonly backups: Pick<BackupRepository, 'list' | 'find' | 'content' | 'ofSchedule'>
  readonly routes: Pick<RouteRepository, 'failed'>
  readonly contracts: Pick<ContractRepository, 'dates' | 'find'>
  readonly runs: Pick<
    RunRepository,
    'find' | 'list' | 'newest' | 'unfinished' | 'items' | 'itemPage' | 'counts' | 'restored' | 'restoreOf'
  >
  readonly plans: Pick<PlanRepository, 'find' | 'targets' | 'items' | 'tally' | 'item'>
  readonly typedSecrets: Pick<TypedSecretRepository, 'list'>
  readonly directory: Pick<DirectoryRepository, 'names' | 'facts'>
  readonly definitions: Pick<DefinitionRepository, 'known' | 'knownCategories' | 'categoryIds' | 'find'>
  readonly audit: Pick<AuditRepository, 'verify' | 'list'>
  readonly mappings: Pick<MappingRepository, 'find'>
  readonly replacements: Pick<ReplacementRepository, 'list'>
  readonly search: Pick<SearchRepository, 'find' | 'candidates' | 'countDue'>
  readonly dependencies: DependencyRepository
  readonly integrity: Pick<IntegrityRepository, 'usage' | 'copyInto'>
  readonly drift: Pick<
    DriftRepository,
    | 'baselines'
    | 'findBaseline'
    | 'findings'
    | 'findFinding'
    | 'rules'
    | 'findRule'
    | 'lastEvent'
    | 'actors'
    | 'lastEventAt'
  >
  readonly schedules: Pick<ScheduleRepository, 'list' | 'enabled' | 'find'>
  readonly views: Pick<ViewRepository, 'list' | 'find'>
  readonly deviations: Pick<DeviationRepository, 'list' | 'find'>
  readonly standards: Pick<StandardRepository, 'list' | 'find' | 'accepted' | 'values'>
  readonly rollouts: Pick<RolloutRepository, 'list' | 'find'>
  readonly alerts: Pick<AlertRepository, 'channels' | 'findChannel' | 'list' | 'lastMessage' | 'countFailed'>
  readonly recipients: Pick<RecipientRepository, 'readAt' | 'find'>
  readonly notifications: Pick<NotificationRepository, 'list'>
  readonly portfolio: PortfolioRepository
  readonly lifecycle: Pick<LifecycleRepository, 'preview' | 'freedBySet'>
}
