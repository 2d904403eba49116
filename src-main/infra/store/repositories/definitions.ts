import { sql, type Kysely } from 'kysely'
import type { DefinitionRepository, KeptDefinition } from '#app/ports/definitions.ts'
import type { SettingDefinition } from '#domain/settings-catalog/setting-definition.ts'
import type { Schema } from '../schema/schema.ts'
import { inTransaction } from '../transaction.ts'

/** SQLite has a limit for the number of parameters in a statement. */
const slice = 500

export function definitionRepository(db: Kysely<Schema>): DefinitionRepository {
  /** Names of the categories from the root to each. */
  async function paths(cloud: string): Promise<(id: string | null) => string[]> {
    const rows = await db
      .selectFrom('setting_categories')
      .select(['id', 'name', 'parent_id'])
      .where('cloud', '=', cloud)
      .execute()
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
      const pathOf = await paths(cloud)
      const found = new Map<string, SettingDefinition>()
      for (let at = 0; at < ids.length; at += slice) {
        const rows = await db
          .selectFrom('setting_definitions')
          .select(['id', 'body'])
          .where('cloud', '=', cloud)
          .where('id', 'in', ids.slice(at, at + slice))
          .execute()
        for (const { id, body } of rows) {
          if (body === null) continue
          // Written by `save` above from the same type.
          const { categoryId, ...definition } = JSON.parse(body) as KeptDefinition
          const category = pathOf(categoryId)
          found.set(id, { ...definition, ...(category.length > 0 ? { category } : {}) })
        }
      }
      return found
    },
    async forgetUnknown(cloud) {
      await db.deleteFrom('setting_definitions').where('cloud', '=', cloud).where('body', 'is', null).execute()
    },
  }
}
