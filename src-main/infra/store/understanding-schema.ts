import type { Generated } from 'kysely'

interface Absences {
  policy_id: string
  gone_at: string
  back_at: string | null
}

interface VersionWords {
  row: Generated<number>
  version_id: string
}

/** Full text; `rowid` is the row of `version_words`. */
interface VersionSearch {
  rowid: number
  name: string
  settings: string
  scripts: string
  ids: string
}

interface Edges {
  version_id: string
  relation: string
  kind: string
  target_id: string
}

interface Baselines {
  id: string
  tenant_id: string
  name: string
  source_tenant_id: string
  source: string
  created_at: string
  checked_at: string | null
  unread: Generated<string>
}

interface Findings {
  id: string
  baseline_id: string
  fingerprint: string
  kind: string
  type: string
  external_id: string
  policy_name: string
  path: string
  name: string
  before: string | null
  after: string | null
  baseline_version_id: string | null
  current_version_id: string | null
  changed_by: string | null
  state: 'open' | 'acknowledged' | 'resolved'
  first_seen_at: string
  last_seen_at: string
  print: string | null
}

interface IgnoreRules {
  id: string
  tenant_id: string
  type: string | null
  external_id: string | null
  path: string
  note: string
  created_at: string
}

interface ChangeEvents {
  tenant_id: string
  id: string
  at: string
  actor: string
  activity: string
  resource_id: string
}

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
}

interface SavedViews {
  id: string
  tenant_id: string
  name: string
  query: string
  created_at: string
}

/** Tables for what is worked out of versions, and for what is done by the clock. */
export interface UnderstandingSchema {
  absences: Absences
  version_words: VersionWords
  version_search: VersionSearch
  edges: Edges
  baselines: Baselines
  findings: Findings
  ignore_rules: IgnoreRules
  change_events: ChangeEvents
  schedules: Schedules
  saved_views: SavedViews
  purging: { at: string }
  listings: { tenant_id: string; type: string; first_at: string; last_at: string }
}
