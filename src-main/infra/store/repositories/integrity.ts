import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { IntegrityRepository } from '#app/ports/store.ts'
import type { DatabaseFile } from '../copy-database.ts'
import { saysDamaged } from '../storage-failure.ts'
import { backUp, requireNewFile, usageOf } from '../store-backup.ts'
import { inThread } from '../thread/in-thread.ts'

/** What SQLite says about its own file. */
export const integrityRepository = (database: DatabaseFile, breathe: () => Promise<void>): IntegrityRepository => ({
  saysDamaged,
  checkTables: () => inThread(database, 'checkTables', breathe),
  usage: () => usageOf(database),
  async copyInto(folder, name) {
    const file = join(folder, name)
    requireNewFile(file)
    await backUp(database, { file, key: database.key }, { breathe })
    return { file, size: statSync(file).size }
  },
})
