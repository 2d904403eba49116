import type { Generated } from 'kysely'

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
  reasons: string | null
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

interface Deviations {
  id: string
  tenant_id: string
  setting_id: string
  key: string
  reason: string
  owner: string
  until: string | null
  created_at: string
}

/** Baselines, findings, accepted deviations and who changed what. */
export interface DriftTables {
  baselines: Baselines
  findings: Findings
  ignore_rules: IgnoreRules
  change_events: ChangeEvents
  deviations: Deviations
}
