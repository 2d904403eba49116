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
  /** Rows of the versions that it stored and has no items for: a JSON list of pairs of a first and a last row. */
  version_spans: Generated<string>
  /** Sentences of its result: a JSON list of rows of `run_notices`. */
  notices: Generated<string>
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

/** Sentences for people about what runs found. */
interface RunNotices {
  row: Generated<number>
  text: string
}

/** Runs and their items. */
export interface RunsTables {
  runs: Runs
  run_items: RunItems
  run_notices: RunNotices
}
