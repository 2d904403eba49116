import type { Generated } from 'kysely'

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
  /** Unchanged objects whose items aren't kept. */
  left_out: Generated<number>
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
  action: string | null
  source_id: string | null
  target_id: string | null
  created: Generated<number>
  before_version_id: string | null
  after_version_id: string | null
  detail: Generated<string>
  error: string | null
  started_at: string | null
  ended_at: string | null
}

/** Runs and their items. */
export interface RunsTables {
  runs: Runs
  run_items: RunItems
}
