import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { Failure } from '#contract/errors.ts'
import type { Store } from '#app/ports/store.ts'
import { migrate } from './migrate.ts'
import { auditRepository } from './repositories/audit.ts'
import { backupRepository } from './repositories/backups.ts'
import { definitionRepository } from './repositories/definitions.ts'
import { dependencyRepository } from './repositories/dependencies.ts'
import { directoryRepository } from './repositories/directory.ts'
import { mappingRepository } from './repositories/mappings.ts'
import { notificationRepository } from './repositories/notifications.ts'
import { planRepository } from './repositories/plans.ts'
import { policyRepository } from './repositories/policies.ts'
import { runRepository } from './repositories/runs.ts'
import { tenantRepository } from './repositories/tenants.ts'
import { tokenCacheRepository } from './repositories/token-caches.ts'
import { driftRepository } from './repositories/drift.ts'
import { scheduleRepository } from './repositories/schedules.ts'
import { versionRepository } from './repositories/versions.ts'
import { viewRepository } from './repositories/views.ts'
import { searchRepository } from './repositories/search.ts'
import type { Schema } from './schema/schema.ts'
import { keepingStatements } from './statements.ts'

/** An open store and what ends it. */
export interface OpenStore {
  readonly store: Store
  close(): Promise<void>
}

/**
 * Opens the database in a data folder, migrated to the newest schema.
 *
 * @throws Failure when the folder cannot be used or the file is no database of ours
 */
export function openStore(folder: string, newId: () => string): OpenStore {
  const file = join(folder, 'atlas.db')
  let database: Database.Database
  try {
    mkdirSync(folder, { recursive: true })
    database = new Database(file, { timeout: 10_000 })
    database.pragma('journal_mode = WAL')
  } catch (error) {
    throw new Failure('badInput', `The data folder ${folder} cannot be used.`, {
      hint: 'Choose a folder that you may write to and that holds no other database.',
      cause: error,
    })
  }
  // A power cut must not lose what was reported as done: sync at each commit.
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  migrate(database, (version) => {
    const copy = `${file}.before-schema-${version + 1}`
    database.pragma('wal_checkpoint(TRUNCATE)')
    if (!existsSync(copy)) copyFileSync(file, copy)
  })
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: keepingStatements(database) }) })
  return {
    store: {
      tenants: tenantRepository(db),
      tokenCaches: tokenCacheRepository(db),
      policies: policyRepository(db, newId),
      versions: versionRepository(db, newId),
      backups: backupRepository(db),
      runs: runRepository(db),
      plans: planRepository(db),
      directory: directoryRepository(db),
      definitions: definitionRepository(db),
      audit: auditRepository(db),
      mappings: mappingRepository(db),
      notifications: notificationRepository(db),
      search: searchRepository(db),
      dependencies: dependencyRepository(db),
      drift: driftRepository(db),
      schedules: scheduleRepository(db),
      views: viewRepository(db),
    },
    close: () => db.destroy(),
  }
}
