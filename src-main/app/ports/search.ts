import type { Edge } from '#domain/dependencies/edges.ts'

/** Where words are found. */
export const searchPlaces = ['name', 'settings', 'scripts', 'ids'] as const
export type SearchPlace = (typeof searchPlaces)[number]

/** The words of a version, by place. */
export type PlaceWords = Readonly<Record<SearchPlace, string>>

/** A version whose words are due. */
export interface DueVersion {
  readonly versionId: string
  /** The version after it; null for the newest one of a policy. */
  readonly nextId: string | null
}

/** Data derived from a version for search and dependencies, without reading it again. */
export interface VersionWords extends DueVersion {
  /** All of them, or those that the next version doesn't have. */
  readonly words: PlaceWords
  /** References, of a newest version only. */
  readonly edges: readonly Edge[]
}

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
  /** The type as the admin center names it. */
  readonly kind: string
  readonly name: string
  readonly number: number
  readonly capturedAt: string
  readonly isCurrent: boolean
  /** The row of the version: newer versions have larger ones. */
  readonly row: number
}

/** Newer versions before older ones. */
export const newestFirst = (left: SearchHit, right: SearchHit): number => right.row - left.row

export interface SearchRepository {
  /** Versions whose words are due, oldest first. */
  due(limit: number): Promise<DueVersion[]>
  /** How many versions of these tenants aren't in the index. One that only has another next version is. Counted up to one more than `mostDueCounted`. */
  countDue(tenantIds: readonly string[]): Promise<number>
  /** Stores what was derived. A version that got another next one meanwhile stays due. */
  add(words: readonly VersionWords[]): Promise<void>
  /**
   * Versions of which the index says that they have words that begin with the search words: the newest one of each
   * policy, the newest first.
   */
  find(place: SearchPlace, words: readonly string[], scope: SearchScope, limit: number): Promise<SearchHit[]>
  /**
   * Older versions that may have all the words, although no row of the index says so: the words left at different
   * times, or the newest version with them is outside of the scope. The newest first.
   *
   * @param most for each word, so many of the newest versions that lost it are looked at
   * @returns and the row below which there may be others; 0 if these are all
   */
  candidates(
    place: SearchPlace,
    words: readonly string[],
    scope: SearchScope,
    most: number,
  ): Promise<{ readonly hits: readonly SearchHit[]; readonly openBelow: number }>
}
