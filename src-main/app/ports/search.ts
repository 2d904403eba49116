import type { Edge } from '#domain/dependencies/edges.ts'

/** Data derived from a version for search and dependencies, without reading it again. */
export interface VersionWords {
  readonly versionId: string
  readonly name: string
  readonly settings: string
  readonly scripts: string
  readonly ids: string
  readonly edges: readonly Edge[]
}

/** Where words were found. */
export type SearchPlace = 'name' | 'settings' | 'scripts' | 'ids'

export interface SearchScope {
  /** Tenants to look in. */
  readonly tenantIds: readonly string[]
  readonly type: string | null
  /** Only current versions. */
  readonly current: boolean
  readonly capturedAfter: string | null
  readonly capturedBefore: string | null
}

export interface SearchHit {
  readonly versionId: string
  readonly policyId: string
  readonly tenantId: string
  readonly type: string
  readonly name: string
  readonly number: number
  readonly capturedAt: string
  readonly isCurrent: boolean
}

export interface SearchRepository {
  /** Versions without derived data, oldest first. */
  pending(limit: number): Promise<string[]>
  add(words: readonly VersionWords[]): Promise<void>
  /** The latest versions with words that begin with the search words, one per policy. */
  find(place: SearchPlace, words: readonly string[], scope: SearchScope, limit: number): Promise<SearchHit[]>
}
