import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { failure } from '#contract/errors.ts'
import { hashOf, orDamaged, pack, unpack } from './blobs.ts'
import { readAll } from './copies.ts'
import { copyDatabase, type CopySteps } from './copy-database.ts'
import { foldLog } from './encryption/conversion.ts'
import { connect, type StoreKey } from './encryption/connection.ts'
import { migrate } from './migrate.ts'
import { requireAlone, sweepLeftovers } from './replacement.ts'
import { storageFailure } from './storage-failure.ts'
import { words } from './words.ts'

/** Bytes of the database before and after. */
export interface Compacted {
  readonly before: number
  readonly after: number
}

/** Blobs to pack anew in one transaction. */
const slice = 200

/**
 * Makes a database as small as it can be without losing an answer: content is packed with the content before it, ended
 * captures keep no items of unchanged objects, and the file is written anew without free pages. Nothing may have it
 * open. It is replaced by a whole file at once, so at any moment it is either as before or done.
 *
 * @throws Failure `busy` if a program has it open, `storage` if it can't be read or written
 */
export async function compactDatabase(folder: string, key: StoreKey | null, steps: CopySteps): Promise<Compacted> {
  const file = join(folder, 'atlas.db')
  if (!existsSync(file)) throw failure('notFound', words.compaction.nothing(folder))
  const smaller = `${file}.compacting`
  sweepLeftovers(folder)
  requireAlone(folder, key)
  foldLog(file, key)
  const before = statSync(file).size
  try {
    const database = connect(file, key)
    try {
      database.pragma('foreign_keys = ON')
      migrate(database, () => {})
      await forgetUnchanged(database, steps)
      await repack(database, steps)
    } finally {
      database.close()
    }
    rmSync(smaller, { force: true })
    await copyDatabase({ file, key }, { file: smaller, key }, steps)
    await readAll({ file: smaller, key }, steps.breathe)
    renameSync(smaller, file)
  } catch (error) {
    rmSync(smaller, { force: true })
    throw storageFailure(error)
  }
  return { before, after: statSync(file).size }
}

/** Captures of whole types need no items of what is unchanged (`RunDefinition.forgetsUnchanged`). */
async function forgetUnchanged(database: Database.Database, { breathe }: CopySteps): Promise<void> {
  const runs = database
    .prepare(
      `select id from runs where kind in ('capture', 'backup', 'drift')
        and status not in ('queued', 'running', 'cancelling')
        and coalesce(json_array_length(input, '$.policyIds'), 0) = 0`,
    )
    .pluck()
    .all()
  const remove = database.prepare(
    `delete from run_items where run_id = ? and state = 'unchanged' and json_extract(detail, '$.doubtful') is not 1`,
  )
  const count = database.prepare('update runs set left_out = left_out + ? where id = ?')
  for (const id of runs) {
    database.transaction(() => count.run(remove.run(id).changes, id))()
    await breathe()
  }
}

interface Version {
  readonly owner: number
  readonly blob: number
  readonly hash: Buffer
  readonly content: Buffer
  readonly base: number | null
}

/** Packs the content of later versions with that of the first one of their policy. */
async function repack(database: Database.Database, { breathe }: CopySteps): Promise<void> {
  const versions = database.prepare(
    `select owner, blob, hash, content, base from version_rows join blobs on blobs.row = version_rows.blob
      where owner = ? order by number`,
  )
  const isBase = database.prepare('select 1 from blobs where base = ? limit 1').pluck()
  const update = database.prepare('update blobs set content = ?, size = ?, base = ? where row = ?')
  const owners = database
    .prepare('select owner from version_rows group by owner having count(*) > 1')
    .pluck()
    .all() as number[]
  for (let at = 0; at < owners.length; at += slice) {
    const changes: [content: Buffer, size: number, base: number, row: number][] = []
    for (const owner of owners.slice(at, at + slice)) {
      const [first, ...later] = versions.all(owner) as Version[]
      // A base has no base itself.
      if (!first || first.base !== null) continue
      const bytes = orDamaged(() => unpack(first.content))
      // Verification finds damaged content. Here, it stays as it is.
      if (bytes === null || !hashOf(bytes).equals(first.hash)) continue
      for (const version of later) {
        if (version.base !== null || version.blob === first.blob || isBase.get(version.blob) !== undefined) continue
        const own = orDamaged(() => unpack(version.content))
        if (own === null || !hashOf(own).equals(version.hash)) continue
        const packed = pack(own, bytes)
        if (packed.hasBase) changes.push([packed.content, packed.content.byteLength, first.blob, version.blob])
      }
      await breathe()
    }
    database.transaction(() => {
      database.exec(`insert into repacking (at) values ('')`)
      for (const change of changes) update.run(...change)
      database.exec('delete from repacking')
    })()
  }
}
