import type { IntegrityRepository } from '#app/ports/store.ts'
import type { DatabaseFile } from '../copy-database.ts'
import { saysDamaged } from '../storage-failure.ts'
import { usageOf } from '../store-backup.ts'
import { inThread } from '../thread/in-thread.ts'

/** What SQLite says about its own file. */
export const integrityRepository = (database: DatabaseFile, breathe: () => Promise<void>): IntegrityRepository => ({
  saysDamaged,
  checkTables: () => inThread(database, 'checkTables', breathe),
  usage: () => usageOf(database),
})
