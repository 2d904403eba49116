import type Database from 'better-sqlite3'
import { bytesOf, unpackTogether, type BlobSource, type StoredBlob } from './blobs.ts'

/** Reads what was packed in a blob; null if its own bytes, or what it takes to read them, are damaged or gone. */
export function blobReader(database: Database.Database): (row: number) => Buffer | null {
  const find = database.prepare('select row, hash, content, base, pack, start, length from blobs where row = ?')
  const open = database.prepare('select content, bytes from packs where row = ?')
  // Blobs of a pack follow each other where they were stored together.
  let last: { readonly row: number; readonly bytes: Buffer | null } | null = null
  const source: BlobSource = {
    blob: (row) => find.get(row) as StoredBlob | undefined,
    pack(row) {
      if (last?.row !== row) {
        const stored = open.get(row) as { content: Buffer; bytes: number } | undefined
        last = { row, bytes: stored ? unpackTogether(stored.content, stored.bytes) : null }
      }
      return last.bytes
    },
  }
  const readOnce = (row: number): Buffer | null => {
    const blob = source.blob(row)
    return blob ? bytesOf(blob, source) : null
  }
  // Another connection may have replaced its pack between the two queries.
  return (row) => readOnce(row) ?? readOnce(row)
}

/** Blobs to read before other work has its turn. */
const slice = 200

/** Rows of the blobs that can't be read. */
export async function damagedBlobs(database: Database.Database, breathe: () => Promise<void>): Promise<Set<number>> {
  const read = blobReader(database)
  const damaged = new Set<number>()
  const rows = database.prepare('select row from blobs order by pack, row').pluck().all() as number[]
  for (const [index, row] of rows.entries()) {
    if (index % slice === 0) await breathe()
    if (read(row) === null) damaged.add(row)
  }
  return damaged
}
