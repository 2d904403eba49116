import { renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { IntegrityRepository } from '#app/ports/store.ts'
import type { DatabaseFile } from '../copy-database.ts'
import { makeOwnFolder } from '../../system/owner-only.ts'
import { copyKeyFile } from '../encryption/key-file.ts'
import { saysDamaged } from '../storage-failure.ts'
import { backUp, requireNewFile, usageOf } from '../store-backup.ts'
import { inThread } from '../thread/in-thread.ts'

/** What SQLite says about its own file. */
export const integrityRepository = (database: DatabaseFile, breathe: () => Promise<void>): IntegrityRepository => ({
  saysDamaged,
  checkTables: () => inThread(database, 'checkTables', breathe),
  usage: () => usageOf(database),
  async copyInto(parent, name) {
    const folder = join(parent, name)
    requireNewFile(folder)
    const partial = `${folder}.partial`
    try {
      // Only its owner may read it, wherever it lies.
      makeOwnFolder(partial)
      const file = join(partial, 'atlas.db')
      await backUp(database, { file, key: database.key }, { breathe })
      if (database.key !== null) copyKeyFile(dirname(database.file), partial)
      renameSync(partial, folder)
    } catch (error) {
      rmSync(partial, { recursive: true, force: true })
      throw error
    }
    return { folder, size: statSync(join(folder, 'atlas.db')).size }
  },
})
