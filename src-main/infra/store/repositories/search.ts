import { sql, type Kysely, type RawBuilder } from 'kysely'
import { mostDueCounted } from '#contract/model/search.ts'
import {
  newestFirst,
  searchPlaces,
  type SearchHit,
  type SearchRepository,
  type SearchScope,
} from '#app/ports/search.ts'
import type { Schema } from '../schema/schema.ts'
import { inTransaction } from '../transaction.ts'

/** A word for FTS5: quoted, and used as a prefix. */
const prefixOf = (place: string, word: string): string => `${place} : "${word.replaceAll('"', '""')}" *`

const allOf = (place: string, words: readonly string[]): string =>
  words.map((word) => prefixOf(place, word)).join(' AND ')

/** All words of the newest versions, and those that left with an older one. */
const [newest, past] = ['version_search', 'version_search_past'] as const

interface FoundRow {
  readonly row: number
  readonly id: string
  readonly policy_id: string
  readonly tenant_id: string
  readonly type: string
  readonly kind: string
  readonly name: string
  readonly number: number
  readonly captured_at: string
  readonly is_current: number
}

/** A version and the row of its policy in `version_owners`. */
interface VersionOf {
  readonly row: number
  readonly owner: number
}

const toHit = (row: FoundRow): SearchHit => ({
  versionId: row.id,
  policyId: row.policy_id,
  tenantId: row.tenant_id,
  type: row.type,
  kind: row.kind,
  name: row.name,
  number: row.number,
  capturedAt: row.captured_at,
  isCurrent: row.is_current === 1,
  row: row.row,
})

const shown = sql`versions.row, versions.id, versions.policy_id, versions.tenant_id, versions.type, policies.kind, versions.name, versions.number, versions.captured_at,
  policies.version_id = versions.id AND policies.state = 'active' AS is_current`

const within = (scope: SearchScope): RawBuilder<boolean> => sql`versions.tenant_id IN (${sql.join(scope.tenantIds)})
  AND (${scope.type} IS NULL OR versions.type = ${scope.type})
  AND (${scope.current ? 1 : 0} = 0 OR (policies.version_id = versions.id AND policies.state = 'active'))
  AND (${scope.capturedAfter} IS NULL OR versions.captured_at >= ${scope.capturedAfter})
  AND (${scope.capturedBefore} IS NULL OR versions.captured_at <= ${scope.capturedBefore})`

export function searchRepository(db: Kysely<Schema>): SearchRepository {
  /** The version after another one of the same policy. */
  const nextOf = sql<
    string | null
  >`(SELECT next.id FROM version_rows AS next WHERE next.owner = version_rows.owner AND next.number > version_rows.number ORDER BY next.number LIMIT 1)`

  /** The newest version of each policy of which a row of an index has all the words. */
  async function findIn(
    index: typeof newest | typeof past,
    match: string,
    scope: SearchScope,
    limit: number,
  ): Promise<SearchHit[]> {
    const table = sql.table(index)
    const found = new Map<string, SearchHit>()
    // The index is read from its newest row, so that a common word doesn't slow down the search.
    for (let [below, page] = [Number.MAX_SAFE_INTEGER, limit * 8]; found.size < limit; page *= 4) {
      const { rows } = await sql<FoundRow>`
        SELECT ${shown} FROM ${table} JOIN versions ON versions.row = ${table}.rowid JOIN policies ON policies.id = versions.policy_id
        WHERE ${table} MATCH ${match} AND ${table}.rowid < ${below} AND ${within(scope)}
        ORDER BY ${table}.rowid DESC LIMIT ${page}`.execute(db)
      for (const row of rows) if (!found.has(row.policy_id) && found.size < limit) found.set(row.policy_id, toHit(row))
      // A policy can have hundreds of versions with the word, so other policies may come much later.
      const last = rows.at(-1)
      if (!last || rows.length < page) break
      below = last.row
    }
    return [...found.values()]
  }

  /** Rows that an index has for a word, with their policies. */
  const rowsWith = async (index: RawBuilder<unknown>, match: string, limit: number, only?: ReadonlySet<number>) =>
    (
      await sql<VersionOf>`
        SELECT version_rows.row, version_rows.owner FROM ${index} JOIN version_rows ON version_rows.row = ${index}.rowid
        WHERE ${index} MATCH ${match} ${only ? sql`AND version_rows.owner IN (SELECT value FROM json_each(${JSON.stringify([...only])}))` : sql``}
        ORDER BY ${index}.rowid DESC LIMIT ${limit}`.execute(db)
    ).rows

  return {
    async due(limit) {
      return db
        .selectFrom('words_due')
        .innerJoin('version_rows', 'version_rows.row', 'words_due.row')
        .select('version_rows.id as versionId')
        .select(nextOf.as('nextId'))
        .orderBy('words_due.row')
        .limit(limit)
        .execute()
    },
    async countDue(tenantIds) {
      const { rows } = await sql<{ due: number }>`
        SELECT count(*) AS due FROM (SELECT 1 FROM words_due JOIN version_rows ON version_rows.row = words_due.row
          JOIN version_owners ON version_owners.row = version_rows.owner
        WHERE version_owners.tenant_id IN (SELECT value FROM json_each(${JSON.stringify(tenantIds)}))
          AND NOT EXISTS (SELECT 1 FROM version_search WHERE version_search.rowid = words_due.row) LIMIT ${mostDueCounted + 1})`.execute(
        db,
      )
      return rows[0]!.due
    },
    async add(words) {
      await inTransaction(db, async (transaction) => {
        const found: { readonly row: number; readonly of: (typeof words)[number] }[] = []
        for (const of of words) {
          // A tenant can be removed in the meantime, with its versions, and another version can be stored.
          const version = await transaction
            .selectFrom('version_rows')
            .select('version_rows.row')
            .select(nextOf.as('nextId'))
            .where('version_rows.id', '=', of.versionId)
            .executeTakeFirst()
          if (!version || version.nextId !== of.nextId) continue
          const { row } = version
          found.push({ row, of })
          await transaction.deleteFrom('words_due').where('row', '=', row).execute()
          await transaction.deleteFrom('edges').where('version', '=', row).execute()
          for (const { relation, kind, targetId } of of.edges) {
            await transaction
              .insertInto('edges')
              .values({ version: row, relation, kind, target_id: targetId })
              .onConflict((conflict) => conflict.doNothing())
              .execute()
          }
        }
        // Last: the index writes what it has gathered whenever another statement of the transaction could fail.
        for (const { row } of found)
          for (const index of [newest, past]) await transaction.deleteFrom(index).where('rowid', '=', row).execute()
        for (const { row, of } of found) {
          if (searchPlaces.every((place) => of.words[place] === '')) continue
          await transaction
            .insertInto(of.nextId === null ? newest : past)
            .values({ rowid: row, ...of.words })
            .execute()
        }
      })
    },
    async find(place, words, scope, limit) {
      if (words.length === 0 || scope.tenantIds.length === 0) return []
      const match = allOf(place, words)
      const current = await findIn(newest, match, scope, limit)
      if (scope.current) return current
      const hits = new Map<string, SearchHit>()
      for (const hit of [...current, ...(await findIn(past, match, scope, limit))].toSorted(newestFirst))
        if (!hits.has(hit.policyId)) hits.set(hit.policyId, hit)
      return [...hits.values()].slice(0, limit)
    },
    async candidates(place, words, scope, most) {
      if (words.length === 0 || scope.current || scope.tenantIds.length === 0) return { hits: [], openBelow: 0 }
      const [newestTable, pastTable] = [sql.table(newest), sql.table(past)]
      const lists: { readonly rows: readonly VersionOf[]; readonly isCut: boolean }[] = []
      for (const word of words) {
        const rows = await rowsWith(pastTable, prefixOf(place, word), most)
        lists.push({ rows, isCut: rows.length >= most })
      }
      const pastRows = lists.flatMap(({ rows }) => rows)
      // Without an end of the scope, the index knows each policy that still has all the words.
      const lost = scope.capturedBefore === null ? new Set(pastRows.map(({ owner }) => owner)) : undefined
      const having: ReadonlySet<number>[] = []
      for (const [index, word] of words.entries()) {
        const now = lost?.size === 0 ? [] : await rowsWith(newestTable, prefixOf(place, word), -1, lost)
        having.push(new Set([...now, ...lists[index]!.rows].map(({ owner }) => owner)))
      }
      const owners = new Set([...having[0]!].filter((owner) => having.every((own) => own.has(owner))))
      const mayHave = (owner: number): boolean => having.every((own, at) => own.has(owner) || lists[at]!.isCut)
      let openBelow = 0
      for (const { rows, isCut } of lists) if (isCut) openBelow = Math.max(openBelow, rows.at(-1)!.row)
      for (const { row, owner } of pastRows)
        if (!owners.has(owner) && mayHave(owner)) openBelow = Math.max(openBelow, row + 1)
      // Without an end of the scope, the index has said about each newest version whether it has the words.
      const newestWithin =
        scope.capturedBefore === null
          ? sql``
          : sql`UNION SELECT max(version_rows.row) FROM version_rows WHERE owner IN (SELECT value FROM json_each(${JSON.stringify([...owners])}))
              AND captured_at <= ${scope.capturedBefore} GROUP BY owner`
      const { rows } = await sql<FoundRow>`
        SELECT ${shown} FROM versions JOIN policies ON policies.id = versions.policy_id WHERE ${within(scope)} AND versions.row IN (
          SELECT value FROM json_each(${JSON.stringify(pastRows.flatMap(({ row, owner }) => (owners.has(owner) ? [row] : [])))})
          ${newestWithin}
        ) ORDER BY versions.row DESC`.execute(db)
      return { hits: rows.map(toHit), openBelow }
    },
  }
}
