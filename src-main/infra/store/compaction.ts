import { existsSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { failure } from '#contract/errors.ts'
import type { RunKind } from '#contract/model/run-shapes.ts'
import type { RunState } from '#contract/model/run-states.ts'
import { forgetsItems } from '#domain/runs/forgetting.ts'
import { isEnded } from '#domain/runs/states.ts'
import { pack } from './blobs.ts'
import { readAll } from './copies.ts'
import { copyDatabase, type CopySteps } from './copy-database.ts'
import { blobReader, damagedBlobs } from './read-blobs.ts'
import { foldLog } from './encryption/conversion.ts'
import { connect, type StoreKey } from './encryption/connection.ts'
import { migrate } from './migrate.ts'
import { replaceBy, requireAlone, sweepLeftovers } from './replacement.ts'
import { readObject } from './repositories/json-column.ts'
import { packLoose } from './repositories/packs.ts'
import { runItemRepository } from './repositories/run-items.ts'
import { storageFailure } from './storage-failure.ts'
import type { Schema } from './schema/schema.ts'
import { copyBeforeUpdate } from './update.ts'
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
  if (!existsSync(file)) throw failure('notFound', words.noDatabase(folder))
  const smaller = `${file}.compacting`
  sweepLeftovers(folder)
  requireAlone(folder, key)
  foldLog(file, key)
  const before = statSync(file).size
  // How long the first part takes isn't known, but that it has begun is.
  steps.progress?.(0, 0)
  let damagedBefore: ReadonlySet<number>
  try {
    const database = connect(file, key)
    try {
      database.pragma('foreign_keys = ON')
      migrate(database, copyBeforeUpdate(database))
      damagedBefore = await damagedBlobs(database, steps.breathe)
      await forgetItems(database, steps)
      await repack(database, steps)
    } finally {
      database.close()
    }
    rmSync(smaller, { force: true })
    await replaceBy(file, key, smaller, async () => {
      await copyDatabase({ file, key }, { file: smaller, key }, steps)
      await readAll({ file: smaller, key }, steps.breathe)
      const copy = connect(smaller, key, { readonly: true })
      try {
        // What could be read before can be read afterwards, or the database stays as it is.
        for (const row of await damagedBlobs(copy, steps.breathe))
          if (!damagedBefore.has(row)) throw failure('storage', words.compaction.unreadable)
      } finally {
        copy.close()
      }
    })
  } catch (error) {
    rmSync(smaller, { force: true })
    throw storageFailure(error)
  }
  return { before, after: statSync(file).size }
}

/** As the end of the next capture would do it. */
async function forgetItems(database: Database.Database, { breathe }: CopySteps): Promise<void> {
  const runs = database.prepare('select id, kind, status, input from runs').all() as {
    id: string
    kind: RunKind
    status: RunState
    input: string
  }[]
  // It isn't destroyed, because that would close the database.
  const items = runItemRepository(new Kysely<Schema>({ dialect: new SqliteDialect({ database }) }))
  for (const { id, kind, status, input } of runs) {
    if (!isEnded(status) || !forgetsItems(kind, readObject(input))) continue
    await items.forgetItems(id)
    await breathe()
  }
}

interface Version {
  readonly owner: number
  readonly blob: number
}

/** Packs what lies by itself: later versions with the first one of their policy, and first ones together. */
async function repack(database: Database.Database, steps: CopySteps): Promise<void> {
  await packLater(database, steps)
  const tenants = database.prepare('select id from tenants').pluck().all() as string[]
  // It isn't destroyed, because that would close the database.
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database }) })
  for (const id of tenants) {
    await packLoose(db, id, 2)
    await steps.breathe()
  }
}

async function packLater(database: Database.Database, { breathe }: CopySteps): Promise<void> {
  const versions = database.prepare('select owner, blob from version_rows where owner = ? order by number')
  const find = database.prepare('select base, pack from blobs where row = ?')
  const isBase = database.prepare('select 1 from blobs where base = ? limit 1').pluck()
  const update = database.prepare('update blobs set content = ?, size = ?, base = ? where row = ?')
  const read = blobReader(database)
  const isAlone = (row: number): boolean => {
    const blob = find.get(row) as { base: number | null; pack: number | null } | undefined
    return blob?.base === null && blob.pack === null
  }
  // What becomes of blobs of this call: a base never has a base itself. Several policies can share a blob.
  const bases = new Set<number>()
  const packedBlobs = new Set<number>()
  const owners = database
    .prepare('select owner from version_rows group by owner having count(*) > 1')
    .pluck()
    .all() as number[]
  for (let at = 0; at < owners.length; at += slice) {
    const changes: [content: Buffer, size: number, base: number, row: number][] = []
    for (const owner of owners.slice(at, at + slice)) {
      const [first, ...later] = versions.all(owner) as Version[]
      if (!first || !later.some(({ blob }) => blob !== first.blob && isAlone(blob))) continue
      // A base has no base itself.
      const base = find.get(first.blob) as { base: number | null } | undefined
      if (base?.base !== null || packedBlobs.has(first.blob)) continue
      const bytes = read(first.blob)
      // Verification finds damaged content. Here, it stays as it is.
      if (bytes === null) continue
      for (const { blob } of later) {
        if (!isAlone(blob) || blob === first.blob || packedBlobs.has(blob)) continue
        if (bases.has(blob) || isBase.get(blob) !== undefined) continue
        const own = read(blob)
        if (own === null) continue
        const packed = pack(own, bytes)
        if (!packed.hasBase) continue
        bases.add(first.blob)
        packedBlobs.add(blob)
        changes.push([packed.content, packed.content.byteLength, first.blob, blob])
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
