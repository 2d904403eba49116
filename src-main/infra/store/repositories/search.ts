import { sql, type Kysely } from 'kysely'
import type { SearchHit, SearchRepository, VersionWords } from '#app/ports/search.ts'
import type { Schema } from '../schema/schema.ts'
import { inTransaction } from '../transaction.ts'

/** Words for FTS5: each quoted and used as a prefix. */
const query = (place: string, words: readonly string[]): string =>
  words.map((word) => `${place} : "${word.replaceAll('"', '""')}" *`).join(' AND ')

export function searchRepository(db: Kysely<Schema>): SearchRepository {
  return {
    async pending(limit) {
      const rows = await db
        .selectFrom('version_rows')
        .leftJoin('version_words', 'version_words.row', 'version_rows.row')
        .select('version_rows.id')
        .where('version_words.row', 'is', null)
        .orderBy('version_rows.row')
        .limit(limit)
        .execute()
      return rows.map((row) => row.id)
    },
    async add(words) {
      await inTransaction(db, async (transaction) => {
        const found: { readonly row: number; readonly of: VersionWords }[] = []
        for (const of of words) {
          // A tenant can be removed in the meantime, with its versions.
          const added = await transaction
            .insertInto('version_words')
            .columns(['row'])
            .expression(transaction.selectFrom('version_rows').select('row').where('id', '=', of.versionId))
            .onConflict((conflict) => conflict.doNothing())
            .returning('row')
            .executeTakeFirst()
          if (!added) continue
          found.push({ row: added.row, of })
          for (const { relation, kind, targetId } of of.edges) {
            await transaction
              .insertInto('edges')
              .values({ version: added.row, relation, kind, target_id: targetId })
              .onConflict((conflict) => conflict.doNothing())
              .execute()
          }
        }
        // Last: the index writes what it has gathered whenever another statement of the transaction could fail.
        for (const { row, of } of found) {
          const { name, settings, scripts, ids } = of
          await transaction.insertInto('version_search').values({ rowid: row, name, settings, scripts, ids }).execute()
        }
      })
    },
    async find(place, words, scope, limit) {
      if (words.length === 0 || scope.tenantIds.length === 0) return []
      // The index is read from its newest row, so that a common word doesn't slow down the search.
      const tenants = sql.join(scope.tenantIds)
      const newest = new Map<string, SearchHit>()
      for (let [below, page] = [Number.MAX_SAFE_INTEGER, limit * 8]; newest.size < limit; page *= 4) {
        const { rows } = await sql<{
          row: number
          id: string
          policy_id: string
          tenant_id: string
          type: string
          name: string
          number: number
          captured_at: string
          is_current: number
        }>`
          SELECT version_search.rowid AS row, versions.id, versions.policy_id, versions.tenant_id, versions.type, versions.name, versions.number, versions.captured_at, policies.version_id = versions.id AND policies.state = 'active' AS is_current
          FROM version_search JOIN versions ON versions.row = version_search.rowid JOIN policies ON policies.id = versions.policy_id
          WHERE version_search MATCH ${query(place, words)} AND version_search.rowid < ${below} AND versions.tenant_id IN (${tenants})
            AND (${scope.type} IS NULL OR versions.type = ${scope.type}) AND (${scope.current ? 1 : 0} = 0 OR (policies.version_id = versions.id AND policies.state = 'active'))
            AND (${scope.capturedAfter} IS NULL OR versions.captured_at >= ${scope.capturedAfter}) AND (${scope.capturedBefore} IS NULL OR versions.captured_at <= ${scope.capturedBefore})
          ORDER BY version_search.rowid DESC LIMIT ${page}`.execute(db)
        for (const row of rows) {
          if (newest.has(row.policy_id) || newest.size >= limit) continue
          newest.set(row.policy_id, {
            versionId: row.id,
            policyId: row.policy_id,
            tenantId: row.tenant_id,
            type: row.type,
            name: row.name,
            number: row.number,
            capturedAt: row.captured_at,
            isCurrent: row.is_current === 1,
          })
        }
        // A policy can have hundreds of versions with the word, so other policies may come much later.
        const last = rows.at(-1)
        if (!last || rows.length < page) break
        below = last.row
      }
      return [...newest.values()]
    },
  }
}
