import type { DependencyRepository } from './dependencies.ts'
import type { BackupRepository } from './backups.ts'
import type { TenantRepository, TokenCacheRepository } from './tenants.ts'
import type { DriftRepository } from './drift.ts'
import type { ScheduleRepository } from './schedules.ts'
import type { ViewRepository } from './views.ts'
import type { SearchRepository } from './search.ts'
import type { AuditRepository } from './audit.ts'
import type { DefinitionRepository } from './definitions.ts'
import type { DirectoryRepository } from './directory.ts'
import type { MappingRepository } from './mappings.ts'
import type { NotificationRepository } from './notifications.ts'
import type { PlanRepository } from './plans.ts'
import type { PolicyRepository } from './policies.ts'
import type { RunRepository } from './runs.ts'
import type { VersionRepository } from './versions.ts'

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
  readonly search: SearchRepository
  readonly dependencies: DependencyRepository
  readonly drift: DriftRepository
  readonly schedules: ScheduleRepository
  readonly views: ViewRepository
  readonly notifications: NotificationRepository
}
