/** Versions whose words aren't in the index yet, or have to be derived again. */
interface WordsDue {
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

/** What the change of a version is about: reasons, separated by commas. */
interface VersionChanges {
  row: number
  reasons: string
}

/** Data derived from versions, which can always be derived again. */
export interface SearchTables {
  words_due: WordsDue
  version_changes: VersionChanges
  /** Versions whose change isn't known yet. */
  changes_due: WordsDue
  /** All words of the newest version of each policy. */
  version_search: VersionSearch
  /** Words of older versions that the next one doesn't have. */
  version_search_past: VersionSearch
  /** References of the newest version of each policy. */
  edges: Edges
}
