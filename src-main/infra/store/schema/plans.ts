import type { Generated } from 'kysely'

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
  source_tenant_id: string
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
  asks: Generated<string>
  replaced_by: string | null
  can_replace: Generated<number>
  reach: Generated<string>
  ends_unassigned: Generated<number>
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

interface Replacements {
  source_tenant_id: string
  target_tenant_id: string
  kind: string
  source_id: string
  old_id: string
  new_id: string
  replaced_at: string
}

interface TypedSecrets {
  tenant_id: string
  version_id: string
  pointer: string
  sealed: Buffer | null
  typed_at: string
}

/** Restore plans, and the objects to match them with. */
export interface PlansTables {
  plans: Plans
  plan_items: PlanItems
  directory_names: DirectoryNames
  mappings: Mappings
  replacements: Replacements
  typed_secrets: TypedSecrets
}
