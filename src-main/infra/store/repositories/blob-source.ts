import type { Kysely } from 'kysely'
import { unpackTogether, type BlobSource, type StoredBlob } from '../blobs.ts'
import type { Schema } from '../schema/schema.ts'

/** Bytes of opened packs that are kept in memory: what is read next often lies in the same ones. */
const mostOpened = 8_000_000

/** What was packed together, by row. A row that was committed is never used again. */
export class OpenedPacks {
  readonly #bytes = new Map<number, Buffer>()
  #held = 0

  get(row: number): Buffer | undefined {
    const bytes = this.#bytes.get(row)
    if (bytes) {
      this.#bytes.delete(row)
      this.#bytes.set(row, bytes)
    }
    return bytes
  }

  add(row: number, bytes: Buffer): void {
    if (this.#bytes.has(row)) return
    this.#bytes.set(row, bytes)
    this.#held += bytes.byteLength
    for (const [oldest, { byteLength }] of this.#bytes) {
      if (this.#held <= mostOpened || oldest === row) break
      this.#bytes.delete(oldest)
      this.#held -= byteLength
    }
  }
}

/** How often blobs are read anew because their packs were replaced between two queries. Once is nearly always enough. */
const mostTries = 5

/**
 * Everything that it takes to read some blobs. Between the query of blobs and the one of packs, others may put the blobs
 * into other packs: then both are read anew.
 */
export async function sourceOf(
  connection: Kysely<Schema>,
  rows: readonly number[],
  opened = new OpenedPacks(),
): Promise<BlobSource> {
  let found = await tryToRead(connection, rows, opened)
  for (let tries = 1; found.isMissing && tries < mostTries; tries += 1)
    found = await tryToRead(connection, rows, opened)
  return found.source
}

async function tryToRead(
  connection: Kysely<Schema>,
  rows: readonly number[],
  opened: OpenedPacks,
): Promise<{ readonly source: BlobSource; readonly isMissing: boolean }> {
  const columns = ['row', 'hash', 'content', 'base', 'pack', 'start', 'length'] as const
  const find = (wanted: Iterable<number>): Promise<StoredBlob[]> =>
    connection
      .selectFrom('blobs')
      .select(columns)
      .where('row', 'in', [...new Set(wanted)])
      .execute()
  const blobs = await find(rows)
  const bases = blobs.flatMap(({ base }) => base ?? [])
  if (bases.length > 0) blobs.push(...(await find(bases)))
  const byRow = new Map(blobs.map((blob) => [blob.row, blob]))
  const packs = new Map<number, Buffer | null>()
  const missing = new Set<number>()
  for (const { pack: row } of blobs) {
    if (row === null) continue
    const bytes = opened.get(row)
    if (bytes) packs.set(row, bytes)
    else missing.add(row)
  }
  if (missing.size > 0)
    for (const { row, content, bytes: length } of await connection
      .selectFrom('packs')
      .selectAll()
      .where('row', 'in', [...missing])
      .execute()) {
      const bytes = unpackTogether(content, length)
      packs.set(row, bytes)
      if (bytes) opened.add(row, bytes)
      missing.delete(row)
    }
  return {
    source: { blob: (row) => byRow.get(row), pack: (row) => packs.get(row) ?? null },
    isMissing: missing.size > 0,
  }
}
