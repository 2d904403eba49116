import type { Database } from 'better-sqlite3'
import { failure } from '#contract/errors.ts'
import { initial } from './migrations/001-initial.ts'
import { signIn } from './migrations/002-sign-in.ts'
import { everyType } from './migrations/003-every-type.ts'
import { trustedRestore } from './migrations/004-trusted-restore.ts'
import { compareDriftSearchSchedules } from './migrations/005-compare-drift-search-schedules.ts'
import { listings } from './migrations/006-listings.ts'
import { typedRuns } from './migrations/007-typed-runs.ts'
import { doubtsAndRoutes } from './migrations/008-doubts-and-routes.ts'
import { graphContracts } from './migrations/009-graph-contracts.ts'
import { captureSwitches } from './migrations/010-capture-switches.ts'
import { typedSecrets } from './migrations/011-typed-secrets.ts'
import { groupMembers } from './migrations/012-group-members.ts'
import { replacements } from './migrations/013-replacements.ts'
import { clientSecrets } from './migrations/014-client-secrets.ts'
import { accounts } from './migrations/015-accounts.ts'
import { importedTenants } from './migrations/016-imported-tenants.ts'
import { gitFolders } from './migrations/017-git-folders.ts'
import { openedFiles } from './migrations/018-opened-files.ts'
import { compact } from './migrations/019-compact.ts'
import { lean } from './migrations/020-lean.ts'
import { reach } from './migrations/021-reach.ts'
import { changes } from './migrations/022-changes.ts'
import { setNotes } from './migrations/023-set-notes.ts'
import { recipients } from './migrations/024-recipients.ts'
import { assistants } from './migrations/025-assistants.ts'
import { alerts } from './migrations/026-alerts.ts'
import { deviations } from './migrations/027-deviations.ts'
import { packs } from './migrations/028-packs.ts'
import { shortHashes } from './migrations/029-short-hashes.ts'
import { standards } from './migrations/030-standards.ts'
import { words } from './words.ts'

/** Every schema migration in order. Its position is its version. A list in code, so that bundling keeps it. */
export const migrations: readonly string[] = [
  initial,
  signIn,
  everyType,
  trustedRestore,
  compareDriftSearchSchedules,
  listings,
  typedRuns,
  doubtsAndRoutes,
  graphContracts,
  captureSwitches,
  typedSecrets,
  groupMembers,
  replacements,
  clientSecrets,
  accounts,
  importedTenants,
  gitFolders,
  openedFiles,
  compact,
  lean,
  reach,
  changes,
  setNotes,
  recipients,
  assistants,
  alerts,
  deviations,
  packs,
  shortHashes,
  standards,
]

/** One step of a migration, of all that are due. */
export interface MigrationStep {
  readonly done: number
  readonly of: number
}

/**
 * Migrates a database to the newest schema. Each step and its `user_version` commit together; a copy of the file is
 * made first (Kysely's migrator leaves half a migration behind on SQLite, which has no transactional DDL there).
 *
 * @param backup makes the copy before the first step changes an existing database
 * @throws Failure `damaged` when the database was written by a newer TenantAtlas
 */
export function migrate(
  database: Database,
  backup: (version: number) => void,
  upTo = migrations.length,
  steps = migrations,
): void {
  for (const _step of migrateInSteps(database, backup, upTo, steps));
}

/** The same, one step after the other. The copy is the first one. */
export function* migrateInSteps(
  database: Database,
  backup: (version: number) => void,
  upTo = migrations.length,
  steps = migrations,
): Generator<MigrationStep> {
  const version = schemaOf(database)
  if (version > migrations.length) {
    throw failure('damaged', words.newerSchema(version, migrations.length))
  }
  const of = Math.max(0, upTo - version) + 1
  if (version > 0 && version < upTo) backup(version)
  yield { done: 1, of }
  for (let step = version; step < upTo; step += 1) {
    database.exec('BEGIN IMMEDIATE')
    try {
      // Another process may have migrated while this one waited for the lock.
      if (schemaOf(database) === step) {
        database.exec(steps[step]!)
        database.pragma(`user_version = ${step + 1}`)
      }
      database.exec('COMMIT')
    } catch (error) {
      // A full disk ends the transaction by itself.
      if (database.inTransaction) database.exec('ROLLBACK')
      throw error
    }
    yield { done: step - version + 2, of }
  }
}

const schemaOf = (database: Database): number => Number(database.pragma('user_version', { simple: true }))

/** Whether an existing database has an older schema. */
export const isOutdated = (database: Database): boolean => {
  const version = schemaOf(database)
  return version > 0 && version < migrations.length
}
