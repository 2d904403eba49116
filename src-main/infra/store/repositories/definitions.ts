import { sql, type Kysely } from 'kysely'
import type { DefinitionRepository, KeptDefinition } from '#app/ports/definitions.ts'
import type { SettingDefinition } from '#domain/settings-catalog/setting-definition.ts'
import type { Schema } from '../schema/schema.ts'
import { inTransaction } from '../transaction.ts'

/** SQLite has a limit for the number of parameters in a statement. */
const slice = 500

export function definitionRepository(db: Kysely<Schema>): DefinitionRepository {
  /** Names of the categories from the root to each of these. A cloud has hundreds of others. */
  async function paths(cloud: string, ids: Iterable<string>): Promise<(id: string | null) => string[]> {
    const { rows } = await sql<{ id: string; name: string; parent_id: string | null }>`
      WITH RECURSIVE above (id, name, parent_id) AS (
        SELECT id, name, parent_id FROM setting_categories
          WHERE cloud = ${cloud} AND id IN (SELECT value FROM json_each(${JSON.stringify([...ids])}))
        UNION
        SELECT parent.id, parent.name, parent.parent_id FROM above
          JOIN setting_categories AS parent ON parent.cloud = ${cloud} AND parent.id = above.parent_id
      )
      SELECT id, name, parent_id FROM above
    `.execute(db)
    const byId = new Map(rows.map((row) => [row.id, row]))
    return (id) => {
      const names: string[] = []
      const passed = new Set<string>()
      for (
        let at = id === null ? undefined : byId.get(id);
        at && !passed.has(at.id);
        at = at.parent_id === null ? undefined : byId.get(at.parent_id)
      ) {
        passed.add(at.id)
        names.unshift(at.name)
      }
      return names
    }
  }

  return {
    async known(cloud) {
      return new Set(
        (await db.selectFrom('setting_definitions').select('id').where('cloud', '=', cloud).execute()).map(
          (row) => row.id,
        ),
      )
    },
    async knownCategories(cloud) {
      return new Set(
        (await db.selectFrom('setting_categories').select('id').where('cloud', '=', cloud).execute()).map(
          (row) => row.id,
        ),
      )
    },
    async categoryIds(cloud) {
      const rows = await db
        .selectFrom('setting_definitions')
        .select(sql<string>`body ->> '$.categoryId'`.as('category'))
        .distinct()
        .where('cloud', '=', cloud)
        .where('body', 'is not', null)
        .where(sql`body ->> '$.categoryId'`, 'is not', null)
        .execute()
      return rows.map((row) => row.category)
    },
    async save(cloud, definitions, at) {
      await inTransaction(db, async (transaction) => {
        for (const [id, definition] of definitions) {
          const body = definition === null ? null : JSON.stringify(definition)
          await transaction
            .insertInto('setting_definitions')
            .values({ cloud, id, body, seen_at: at })
            .onConflict((conflict) => conflict.columns(['cloud', 'id']).doUpdateSet({ body, seen_at: at }))
            .execute()
        }
      })
    },
    async saveCategories(cloud, categories, at) {
      await inTransaction(db, async (transaction) => {
        for (const { id, name, parentId } of categories) {
          await transaction
            .insertInto('setting_categories')
            .values({ cloud, id, name, parent_id: parentId, seen_at: at })
            .onConflict((conflict) =>
              conflict.columns(['cloud', 'id']).doUpdateSet({ name, parent_id: parentId, seen_at: at }),
            )
            .execute()
        }
      })
    },
    async find(cloud, ids) {
      if (ids.length === 0) return new Map()
      const kept: [string, KeptDefinition][] = []
      for (let at = 0; at < ids.length; at += slice) {
        const rows = await db
          .selectFrom('setting_definitions')
          .select(['id', 'body'])
          .where('cloud', '=', cloud)
          .where('id', 'in', ids.slice(at, at + slice))
          .execute()
        // Written by `save` above from the same type.
        for (const { id, body } of rows) if (body !== null) kept.push([id, JSON.parse(body) as KeptDefinition])
      }
      const categories = new Set(kept.map(([, { categoryId }]) => categoryId).filter((id) => id !== null))
      const pathOf = await paths(cloud, categories)
      const found = new Map<string, SettingDefinition>()
      for (const [id, { categoryId, ...definition }] of kept) {
        const category = pathOf(categoryId)
        found.set(id, { ...definition, ...(category.length > 0 ? { category } : {}) })
      }
      return found
    },
    async forgetUnknown(cloud) {
      await db.deleteFrom('setting_definitions').where('cloud', '=', cloud).where('body', 'is', null).execute()
    },
  }
}
