import type Database from 'better-sqlite3'
import { unpackWith } from './blobs.ts'

interface Read {
  readonly hash: Buffer
  readonly content: Buffer
  readonly base: number | null
  readonly baseHash: Buffer | null
  readonly baseContent: Buffer | null
  /** A base has none itself. */
  readonly baseOfBase: number | null
}

/** Reads what was packed in a blob; null if its own bytes or those of its base are damaged or gone. */
export function blobReader(database: Database.Database): (row: number) => Buffer | null {
  const read = database.prepare(`
    select blobs.hash, blobs.content, blobs.base,
      bases.hash as baseHash, bases.content as baseContent, bases.base as baseOfBase
    from blobs left join blobs as bases on bases.row = blobs.base where blobs.row = ?
  `)
  return (row) => {
    const { baseHash, baseContent, baseOfBase, ...blob } = read.get(row) as Read
    const base = baseHash && baseContent && baseOfBase === null ? { hash: baseHash, content: baseContent } : null
    return unpackWith(blob, base)
  }
}

/** Blobs to read before other work has its turn. */
const slice = 200

/** Rows of the blobs that can't be read. */
export async function damagedBlobs(database: Database.Database, breathe: () => Promise<void>): Promise<Set<number>> {
  const read = blobReader(database)
  const damaged = new Set<number>()
  const rows = database.prepare('select row from blobs').pluck().all() as number[]
  for (const [index, row] of rows.entries()) {
    if (index % slice === 0) await breathe()
    if (read(row) === null) damaged.add(row)
  }
  return damaged
}
