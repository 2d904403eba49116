import type { Json } from '#domain/json.ts'
import type { DirectoryEntry } from '#domain/restore/mapping.ts'

/** The name of a directory object, and the properties to create it again. */
export interface RememberedEntry extends DirectoryEntry {
  readonly facts?: Json
}

export interface DirectoryRepository {
  /** Keeps names of objects, and what it takes to create them. Policies have their names already. */
  remember(tenantId: string, kind: string, entries: readonly RememberedEntry[], at: string): Promise<void>
  /** Names by `kind/id`: of what was remembered, and of the tenant's policies. */
  names(tenantId: string): Promise<Map<string, string>>
  /** Known properties of the objects of a kind, by ID. Only objects with more than a name. */
  facts(tenantId: string, kind: string): Promise<Map<string, Json>>
}
