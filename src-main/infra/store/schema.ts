import type { Generated } from 'kysely'
import type { UnderstandingSchema } from './understanding-schema.ts'

interface Tenants {
  id: string
  name: string
  environment: 'production' | 'test' | 'demo'
  colour: string
  graph_url: string | null
  token_variable: string | null
  unlocked_until: string | null
  last_sync_at: string | null
  created_at: string
  cloud: string
  authority: string | null
  client_id: string | null
  sign_in: 'person' | 'app' | 'environment' | 'demo'
  account: string | null
  scopes: string
  certificate_file: string | null
  certificate_variable: string | null
  archived_at: string | null
  captures_entra: Generated<number>
  removing: Generated<number>
  purged_before: Generated<string | null>
}

interface TokenCaches {
  tenant_id: string
  sealed: Buffer
  saved_at: string
}

interface Policies {
  id: string
  tenant_id: string
  type: string
  external_id: string
  name: string
  kind: string
  platform: string
  state: 'active' | 'missing'
  modified_at: string | null
  first_seen_at: string
  last_seen_at: string
  last_captured_at: string | null
  version_id: string | null
  version_count: Generated<number>
  assignment_count: number | null
  scope_tags: Generated<string>
  ignored_at: string | null
  archived_at: string | null
}

interface Blobs {
  hash: string
  content: Buffer
  size: number
  created_at: string
}

interface Versions {
  id: string
  tenant_id: string
  policy_id: string
  type: string
  name: string
  number: number
  hash: string
  fingerprint: string
  names: string
  run_id: string
  modified_at: string | null
  captured_at: string
}

interface Secrets {
  version_id: string
  pointer: string
  label: string
  sealed: Buffer
}

interface BackupSets {
  id: string
  tenant_id: string
  name: string
  run_id: string
  complete: number
  created_at: string
  verified_at: string | null
  schedule_id: string | null
}

interface BackupSetVersions {
  set_id: string
  version_id: string
  is_new: number
}

interface Runs {
  id: string
  tenant_id: string
  kind: string
  title: string
  target: string
  input: string
  status: string
  phase: string | null
  result: Generated<string>
  error: string | null
  requests: Generated<number>
  throttled: Generated<number>
  created_at: string
  started_at: string | null
  ended_at: string | null
}

interface RunItems {
  run_id: string
  seq: number
  id: string
  key: string
  type: string
  name: string
  policy_id: string | null
  state: string
  note: string | null
  detail: Generated<string>
  error: string | null
  started_at: string | null
  ended_at: string | null
}

interface Plans {
  id: string
  tenant_id: string
  run_id: string
  source: string
  input: string
  refs: string
  targets: Buffer
  created_at: string
  hash: Generated<string>
}

interface PlanItems {
  plan_id: string
  seq: number
  type: string
  version_id: string
  source_id: string
  name: string
  kind: string
  action: string
  reason: string | null
  risk: string
  target_id: string | null
  live_fingerprint: string | null
  included: number
  depends_on: string
  later: Generated<string>
  warnings: string
  body: Buffer
}

interface DirectoryNames {
  tenant_id: string
  kind: string
  id: string
  name: string
  seen_at: string
  facts: string | null
}

interface Mappings {
  source_tenant_id: string
  target_tenant_id: string
  key: string
  target: string | null
  saved_at: string
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

interface SettingDefinitions {
  cloud: string
  id: string
  body: string | null
  seen_at: string
}

interface SettingCategories {
  cloud: string
  id: string
  name: string
  parent_id: string | null
  seen_at: string
}

interface AuditEntries {
  id: Generated<number>
  at: string
  tenant_id: string | null
  action: string
  detail: string
  hash: string | null
}

/** The tables as the newest migration leaves them. */
export interface Schema extends UnderstandingSchema {
  tenants: Tenants
  token_caches: TokenCaches
  policies: Policies
  blobs: Blobs
  versions: Versions
  secrets: Secrets
  backup_sets: BackupSets
  backup_set_versions: BackupSetVersions
  runs: Runs
  run_items: RunItems
  plans: Plans
  plan_items: PlanItems
  directory_names: DirectoryNames
  setting_definitions: SettingDefinitions
  setting_categories: SettingCategories
  audit_entries: AuditEntries
  mappings: Mappings
  notifications: Notifications
}
