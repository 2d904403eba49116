/** Versions with words. */
interface VersionWords {
  row: number
}

/** Full text; `rowid` is the row of `version_rows`. */
interface VersionSearch {
  rowid: number
  name: string
  settings: string
  scripts: string
  ids: string
}

interface Edges {
  version: number
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
