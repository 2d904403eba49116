import type { Generated } from 'kysely'

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

/** Data derived from versions, which can always be derived again. */
export interface SearchTables {
  version_words: VersionWords
  version_search: VersionSearch
  edges: Edges
}
