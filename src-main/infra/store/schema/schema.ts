import type { TenantsTables } from './tenants.ts'
import type { PoliciesTables } from './policies.ts'
import type { VersionsTables } from './versions.ts'
import type { SearchTables } from './search.ts'
import type { RunsTables } from './runs.ts'
import type { PlansTables } from './plans.ts'
import type { DriftTables } from './drift.ts'
import type { StandardsTables } from './standards.ts'
import type { SettingsTables } from './settings.ts'
import type { AlertsTables } from './alerts.ts'
import type { AppTables } from './app.ts'

/** The tables after the newest migration. */
export interface Schema
  extends
    TenantsTables,
    PoliciesTables,
    VersionsTables,
    SearchTables,
    RunsTables,
    PlansTables,
    DriftTables,
    StandardsTables,
    SettingsTables,
    AlertsTables,
    AppTables {}
