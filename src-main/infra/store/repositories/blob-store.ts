import { sql, type Kysely } from 'kysely'
import { bytesOf, hashOf, pack } from '../blobs.ts'
import type { Schema } from '../schema/schema.ts'
import { sourceOf, type OpenedPacks } from './blob-source.ts'
import { aloneInPack, rewritePacks } from './packs.ts'

/** A document that is ready to be stored. */
export interface PackedBlob {
  readonly hash: Buffer
  readonly content: Buffer
  /** The blob whose text is the dictionary of the content. */
  readonly base: { readonly row: number; readonly hash: Buffer } | null
  /** What was packed, in case the base is gone when the blob is stored. */
  readonly bytes: Buffer
}

/** Reads and packs blobs. A blob with a base has a base that has none, so a text takes two steps at most. */
export function createBlobStore(db: Kysely<Schema>, opened: OpenedPacks) {
  /** Reads blobs, their bases and their packs. @param connection the transaction, where there is one */
  async function readFrom(
    connection: Kysely<Schema>,
    rows: readonly number[],
  ): Promise<(row: number) => Buffer | null> {
    // What a transaction sees may be rolled back, and its rows become others.
    const source = await sourceOf(connection, rows, connection.isTransaction ? undefined : opened)
    return (row) => {
      const blob = source.blob(row)
      return blob ? bytesOf(blob, source) : null
    }
  }

  async function readRows(rows: readonly number[]): Promise<(row: number) => string | null> {
    const read = await readFrom(db, rows)
    return (row) => read(row)?.toString('utf8') ?? null
  }

  return {
    /**
     * The text with this hash, read from the disk and not from memory; null if its bytes are damaged or gone.
     *
     * @throws what SQLite says about the file
     */
    async read(hash: Buffer): Promise<string | null> {
      const found = await db.selectFrom('blobs').select('row').where('hash', '=', hash).executeTakeFirst()
      if (!found) return null
      const source = await sourceOf(db, [found.row])
      const blob = source.blob(found.row)
      return blob ? (bytesOf(blob, source)?.toString('utf8') ?? null) : null
    },

    /** Reads blobs at once. @returns the text of one of them; null if its bytes are damaged */
    readRows,

    /**
     * Packs a text, with the text before it if there is one.
     *
     * @param connection the transaction, where there is one: it holds the only connection
     */
    async pack(connection: Kysely<Schema>, text: string, before: number | null): Promise<PackedBlob> {
      const bytes = Buffer.from(text)
      const base = before === null ? null : await baseOf(connection, before)
      const similar = base && (await readFrom(connection, [base.row]))(base.row)
      const { content, hasBase } = pack(bytes, similar)
      return { hash: hashOf(bytes), content, base: hasBase ? base : null, bytes }
    },

    /** Stores a packed text, if it isn't there yet. @returns its row, and whether it is new */
    async store(transaction: Kysely<Schema>, packed: PackedBlob): Promise<{ row: number; isNew: boolean }> {
      const there = await transaction
        .selectFrom('blobs')
        .select('row')
        .where('hash', '=', packed.hash)
        .executeTakeFirst()
      if (there) return { row: there.row, isNew: false }
      const { hash, bytes } = packed
      const base = packed.base && (await baseOf(transaction, packed.base.row))
      const isBaseThere = base ? base.row === packed.base!.row && base.hash.equals(packed.base!.hash) : false
      const content = packed.base === null || isBaseThere ? packed.content : pack(bytes, null).content
      const size = content.byteLength
      const { row } = await transaction
        .insertInto('blobs')
        .values(
          isBaseThere
            ? { hash, content, size, base: packed.base!.row }
            : { hash, size, ...(await aloneInPack(transaction, content, bytes.byteLength)) },
        )
        .returning('row')
        .executeTakeFirstOrThrow()
      return { row, isNew: true }
    },
  }
}

/** What the next text can be packed with: this blob, or its base. */
async function baseOf(
  connection: Kysely<Schema>,
  row: number,
): Promise<{ readonly row: number; readonly hash: Buffer } | null> {
  const blob = await connection
    .selectFrom('blobs')
    .select(['row', 'hash', 'base'])
    .where('row', '=', row)
    .executeTakeFirst()
  if (!blob) return null
  return blob.base === null ? { row: blob.row, hash: blob.hash } : baseOf(connection, blob.base)
}

/**
 * Deletes blobs that no version uses. What was packed with one of them is packed anew, so that nothing stays of what was
 * deleted.
 */
export async function dropUnusedBlobs(transaction: Kysely<Schema>): Promise<void> {
  await detachBlobs(transaction)
  const drop = sql`
    DELETE FROM blobs WHERE NOT EXISTS (SELECT 1 FROM version_rows WHERE blob = blobs.row)
      AND NOT EXISTS (SELECT 1 FROM blobs AS other WHERE other.base = blobs.row)
  `
  await drop.execute(transaction)
  // Bases of those that are gone now.
  await drop.execute(transaction)
  await rewritePacks(transaction)
}

/** Packs blobs anew whose base no version uses any more. Of those that shared it, the oldest is the next base. */
async function detachBlobs(transaction: Kysely<Schema>): Promise<void> {
  const held = await transaction
    .selectFrom('blobs')
    .innerJoin('blobs as bases', 'bases.row', 'blobs.base')
    .select(['blobs.row', 'bases.row as base'])
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('version_rows').select('row').whereRef('version_rows.blob', '=', 'blobs.row')),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('version_rows').select('row').whereRef('version_rows.blob', '=', 'bases.row'))),
    )
    .orderBy('blobs.row')
    .execute()
  if (held.length === 0) return
  await transaction.insertInto('repacking').values({ at: '' }).execute()
  for (const sharing of Map.groupBy(held, ({ base }) => base).values()) {
    const source = await sourceOf(
      transaction,
      sharing.map(({ row }) => row),
    )
    let next: { readonly row: number; readonly bytes: Buffer } | null = null
    for (const { row } of sharing) {
      const bytes = bytesOf(source.blob(row)!, source)
      // Nobody can read it any more. It stays as it is, for a salvage.
      if (bytes === null) continue
      const packed = pack(bytes, next?.bytes ?? null)
      await transaction
        .updateTable('blobs')
        .set({
          size: packed.content.byteLength,
          ...(packed.hasBase
            ? { content: packed.content, base: next!.row }
            : { base: null, ...(await aloneInPack(transaction, packed.content, bytes.byteLength)) }),
        })
        .where('row', '=', row)
        .execute()
      next ??= { row, bytes }
    }
  }
  await transaction.deleteFrom('repacking').execute()
}
