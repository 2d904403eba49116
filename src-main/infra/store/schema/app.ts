import type { Generated } from 'kysely'

interface Schedules {
  id: string
  tenant_id: string
  name: string
  types: string
  cron: string
  zone: string
  keep: string
  baseline_id: string | null
  enabled: number
  last_due_at: string
  last_run_id: string | null
  created_at: string
  effective_at: string | null
}

interface SavedViews {
  id: string
  tenant_id: string
  name: string
  query: string
  created_at: string
}

interface Notifications {
  id: string
  tenant_id: string
  run_id: string
  tone: string
  title: string
  body: string
  at: string
  read_at: string | null
}

interface AuditEntries {
  id: Generated<number>
  at: string
  tenant_id: string | null
  action: string
  detail: string
  hash: string | null
}

interface GraphContracts {
  cloud: string
  tried_at: string
  fetched_at: string | null
  content: Buffer | null
}

/** Schedules, saved views, notifications, the audit, and types that Graph publishes. */
export interface AppTables {
  schedules: Schedules
  saved_views: SavedViews
  notifications: Notifications
  audit_entries: AuditEntries
  graph_contracts: GraphContracts
}
