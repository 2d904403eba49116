import type { Kysely } from 'kysely'
import { relations, type Relation } from '#domain/dependencies/edges.ts'
import type { DependencyRepository } from '#app/ports/dependencies.ts'
import type { Schema } from '../schema/schema.ts'

export function dependencyRepository(db: Kysely<Schema>): DependencyRepository {
  return {
    async edges(tenantId) {
      const rows = await db
        .selectFrom('edges')
        .innerJoin('version_rows', 'version_rows.row', 'edges.version')
        .innerJoin('policies', 'policies.version_id', 'version_rows.id')
        .select(['version_rows.id as version_id', 'edges.relation', 'edges.kind', 'edges.target_id', 'policies.id'])
        .where('policies.tenant_id', '=', tenantId)
        .where('policies.state', '=', 'active')
        .execute()
      return rows.map((row) => ({
        versionId: row.version_id,
        policyId: row.id,
        relation: relationOf(row.relation),
        kind: row.kind,
        targetId: row.target_id,
      }))
    },
  }
}

const relationOf = (word: string): Relation => relations.find((relation) => relation === word) ?? 'refers to'
