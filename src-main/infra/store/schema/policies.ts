import type { Generated } from 'kysely'

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

interface Absences {
  policy_id: string
  gone_at: string
  back_at: string | null
}

/** The inventory: listed objects, and when they were missing. */
export interface PoliciesTables {
  policies: Policies
  absences: Absences
  listings: { tenant_id: string; type: string; first_at: string; last_at: string }
}
