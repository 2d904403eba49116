import type { Json } from '#domain/json.ts'
import type { DirectoryEntry } from '#domain/restore/mapping.ts'

/** What a directory object is called, and what makes it again where a restore may. */
export interface RememberedEntry extends DirectoryEntry {
  readonly facts?: Json
}

export interface DirectoryRepository {
  remember(tenantId: string, kind: string, entries: readonly RememberedEntry[], at: string): Promise<void>
  /** Names by `kind/id`. */
  names(tenantId: string): Promise<Map<string, string>>
  /** What is known of the objects of a kind, by id; only those of which more than the name is known. */
  facts(tenantId: string, kind: string): Promise<Map<string, Json>>
}
