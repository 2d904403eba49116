import { sql, type Kysely, type Selectable } from 'kysely'
import type { Observed, PolicyRepository, PolicyRow } from '#app/ports/policies.ts'
import { idKey } from '#domain/references/id-key.ts'
import type { Schema } from '../schema/schema.ts'
import { inTransaction } from '../transaction.ts'
import { readTexts } from './json-column.ts'

export const toPolicyRow = (row: Selectable<Schema['policies']>): PolicyRow => ({
  id: row.id,
  tenantId: row.tenant_id,
  type: row.type,
  externalId: row.external_id,
  name: row.name,
  kind: row.kind,
  platform: row.platform,
  state: row.state,
  ignoredAt: row.ignored_at,
  archivedAt: row.archived_at,
  modifiedAt: row.modified_at,
  firstSeenAt: row.first_seen_at,
  lastSeenAt: row.last_seen_at,
  lastCapturedAt: row.last_captured_at,
  versionId: row.version_id,
  versionCount: row.version_count,
  assignmentCount: row.assignment_count,
  scopeTags: readTexts(row.scope_tags),
})

const columns = { kind: 'kind', platform: 'platform', scopeTags: 'scope_tags' } as const

/** Columns of an update. Fields that a listing leaves out must not be emptied. */
function saidOf<T extends Readonly<Record<string, unknown>>>(item: Observed, seen: T): Partial<T> {
  const kept = new Set<string>((item.unknownFields ?? []).map((name) => columns[name]))
  return Object.fromEntries(Object.entries(seen).filter(([column]) => !kept.has(column))) as Partial<T>
}

/**
 * Whether a row is about the object with this ID, in any spelling. The `+` lets SQLite look the ID up instead of reading
 * all objects of the type (SQLite docs: Query Planning, unary plus).
 */
const isNamed = (tenantId: string, type: string, externalId: string) =>
  sql<boolean>`lower(external_id) = ${externalId.toLowerCase()} AND +tenant_id = ${tenantId} AND +type = ${type}`

export function policyRepository(db: Kysely<Schema>, newId: () => string): PolicyRepository {
  /** The state and its start time. */
  const setMissing = (ids: readonly string[], at: string): Promise<void> =>
    inTransaction(db, async (transaction) => {
      for (const id of ids) {
        await transaction.updateTable('policies').set({ state: 'missing' }).where('id', '=', id).execute()
        await transaction
          .insertInto('absences')
          .values({ policy_id: id, gone_at: at, back_at: null })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
      }
    })

  return {
    async observe(tenantId, observed, at) {
      return inTransaction(db, async (transaction) => {
        const rows: PolicyRow[] = []
        /** The ID in its first seen spelling. */
        const knownId = async ({ type, externalId }: Observed): Promise<string> => {
          const key = idKey(externalId)
          if (key === externalId && key === key.toLowerCase()) {
            const same = await transaction
              .selectFrom('policies')
              .select('id')
              .where('tenant_id', '=', tenantId)
              .where('type', '=', type)
              .where('external_id', '=', externalId)
              .executeTakeFirst()
            if (same) return externalId
          }
          const found = await transaction
            .selectFrom('policies')
            .select('external_id')
            .where(isNamed(tenantId, type, externalId))
            .execute()
          return found.find((row) => idKey(row.external_id) === key)?.external_id ?? externalId
        }
        for (const item of observed) {
          const seen = {
            name: item.name,
            kind: item.kind,
            platform: item.platform,
            state: 'active' as const,
            modified_at: item.modifiedAt,
            last_seen_at: at,
            scope_tags: JSON.stringify(item.scopeTags),
          }
          const row = await transaction
            .insertInto('policies')
            .values({
              id: newId(),
              tenant_id: tenantId,
              type: item.type,
              external_id: await knownId(item),
              first_seen_at: at,
              ...seen,
            })
            .onConflict((conflict) =>
              conflict.columns(['tenant_id', 'type', 'external_id']).doUpdateSet(saidOf(item, seen)),
            )
            .returningAll()
            .executeTakeFirstOrThrow()
          rows.push(toPolicyRow(row))
        }
        // Objects that are back.
        await sql`
          UPDATE absences SET back_at = ${at} WHERE back_at IS NULL
            AND policy_id IN (SELECT value FROM json_each(${JSON.stringify(rows.map(({ id }) => id))}))
        `.execute(transaction)
        return rows
      })
    },
    async markMissing(tenantId, type, presentIds, at) {
      const active = await db
        .selectFrom('policies')
        .select(['id', 'external_id'])
        .where('tenant_id', '=', tenantId)
        .where('type', '=', type)
        .where('state', '=', 'active')
        .execute()
      const present = new Set([...presentIds].map(idKey))
      const gone = active.filter((row) => !present.has(idKey(row.external_id)))
      await db
        .insertInto('listings')
        .values({ tenant_id: tenantId, type, first_at: at, last_at: at })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'type']).doUpdateSet({ last_at: at }))
        .execute()
      await setMissing(
        gone.map((row) => row.id),
        at,
      )
      return gone.length
    },
    async setMissing(tenantId, type, externalId, at) {
      const found = await db
        .selectFrom('policies')
        .select('id')
        .where(isNamed(tenantId, type, externalId))
        .where('state', '=', 'active')
        .execute()
      await setMissing(
        found.map((row) => row.id),
        at,
      )
    },
    async list(tenantId) {
      return (
        await db
          .selectFrom('policies')
          .selectAll()
          .where('tenant_id', '=', tenantId)
          .orderBy('type')
          .orderBy('name')
          .orderBy('id')
          .execute()
      ).map(toPolicyRow)
    },
    async listedSince(tenantId) {
      const rows = await db
        .selectFrom('listings')
        .select(['type', 'first_at'])
        .where('tenant_id', '=', tenantId)
        .execute()
      return new Map(rows.map((row) => [row.type, row.first_at]))
    },
    async find(id) {
      const row = await db.selectFrom('policies').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toPolicyRow(row)
    },
  }
}
