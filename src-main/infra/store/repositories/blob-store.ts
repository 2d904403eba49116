import { sql, type Kysely } from 'kysely'
import { hashOf, pack, unpack, unpackWith, type StoredBytes } from '../blobs.ts'
import type { Schema } from '../schema/schema.ts'

/** A document that is ready to be stored. */
export interface PackedBlob {
  readonly hash: Buffer
  readonly content: Buffer
  /** The blob whose text is the dictionary of the content. */
  readonly base: { readonly row: number; readonly hash: Buffer } | null
  /** What was packed, in case the base is gone when the blob is stored. */
  readonly bytes: Buffer
}

interface StoredBlob extends StoredBytes {
  readonly row: number
  readonly base: number | null
}

/** A blob that another one could be packed with. */
interface Candidate {
  readonly row: number
  readonly size: number
}

/** Blobs with similar sizes to try for the first version of a policy: copies of policies are common. */
const tries = 3
/** Bases that are kept in memory, because many blobs share one. */
const mostBases = 64

/** What is kept in memory of an open database. */
export interface BlobCache {
  /** Bytes of bases, by their hash in hex. */
  readonly bases: Map<string, Buffer>
  /** By tenant and type. */
  readonly candidates: Map<string, Candidate[]>
}

export const createBlobCache = (): BlobCache => ({ bases: new Map(), candidates: new Map() })

/** Reads and packs blobs. A blob with a base has a base that has none, so a text takes two steps at most. */
export function createBlobStore(db: Kysely<Schema>, { bases, candidates }: BlobCache) {
  const find = (connection: Kysely<Schema>, row: number): Promise<StoredBlob | undefined> =>
    connection.selectFrom('blobs').selectAll().where('row', '=', row).executeTakeFirst()

  /** What was packed in a blob without a base, or null. The hash says which: a row may be rolled back. */
  function baseBytes(blob: StoredBytes): Buffer | null {
    const key = blob.hash.toString('hex')
    const bytes = bases.get(key) ?? unpack(blob)
    if (bytes === null) return null
    bases.delete(key)
    bases.set(key, bytes)
    if (bases.size > mostBases) bases.delete(bases.keys().next().value!)
    return bytes
  }

  /** Blobs without a base of a tenant's policies of a type. */
  async function candidatesFor(connection: Kysely<Schema>, tenantId: string, type: string): Promise<Candidate[]> {
    const key = `${tenantId}/${type}`
    const found =
      candidates.get(key) ??
      (await connection
        .selectFrom('version_rows')
        .innerJoin('version_owners', 'version_owners.row', 'version_rows.owner')
        .innerJoin('blobs', 'blobs.row', 'version_rows.blob')
        .select(['blobs.row', 'blobs.size'])
        .distinct()
        .where('version_owners.tenant_id', '=', tenantId)
        .where('version_owners.type', '=', type)
        .where('blobs.base', 'is', null)
        .execute())
    candidates.set(key, found)
    return found
  }

  return {
    /** The text with this hash; null if its bytes are damaged or gone. @throws what SQLite says about the file */
    async read(hash: Buffer): Promise<string | null> {
      const blob = await db.selectFrom('blobs').select('row').where('hash', '=', hash).executeTakeFirst()
      return blob ? (await readRows([blob.row]))(blob.row) : null
    },

    /** Reads blobs with one query. @returns the text of one of them; null if its bytes are damaged */
    readRows,

    /**
     * Packs a text, with the text before it, or else with a similar one of the same tenant and type. Another tenant's
     * text is never chosen: it goes when that tenant is removed.
     *
     * @param connection the transaction, where there is one: it holds the only connection
     */
    async pack(
      connection: Kysely<Schema>,
      text: string,
      of: { tenantId: string; type: string; before: number | null },
    ): Promise<PackedBlob> {
      const bytes = Buffer.from(text)
      const alone = pack(bytes, null)
      let best: Pick<PackedBlob, 'content' | 'base'> = { content: alone.content, base: null }
      const consider = async (row: number): Promise<void> => {
        const blob = await find(connection, row)
        if (!blob) return
        if (blob.base !== null) return consider(blob.base)
        const similar = baseBytes(blob)
        if (similar === null) return
        const { content, hasBase } = pack(bytes, similar, alone.content)
        if (hasBase && content.byteLength < best.content.byteLength)
          best = { content, base: { row: blob.row, hash: blob.hash } }
      }
      if (of.before !== null) await consider(of.before)
      else {
        const size = alone.content.byteLength
        const near = (await candidatesFor(connection, of.tenantId, of.type))
          .toSorted((left, right) => Math.abs(left.size - size) - Math.abs(right.size - size))
          .slice(0, tries)
        for (const { row } of near) await consider(row)
      }
      return { hash: hashOf(bytes), ...best, bytes }
    },

    /** Stores a packed text, if it isn't there yet. @returns its row, and whether it is new */
    async store(
      transaction: Kysely<Schema>,
      packed: PackedBlob,
      of: { tenantId: string; type: string },
    ): Promise<{ row: number; isNew: boolean }> {
      const there = await transaction
        .selectFrom('blobs')
        .select('row')
        .where('hash', '=', packed.hash)
        .executeTakeFirst()
      if (there) return { row: there.row, isNew: false }
      const base = packed.base && (await find(transaction, packed.base.row))
      const isBaseThere = base ? base.base === null && base.hash.equals(packed.base!.hash) : false
      const content = packed.base === null || isBaseThere ? packed.content : pack(packed.bytes, null).content
      const { row } = await transaction
        .insertInto('blobs')
        .values({ hash: packed.hash, content, size: content.byteLength, base: isBaseThere ? packed.base!.row : null })
        .returning('row')
        .executeTakeFirstOrThrow()
      if (!isBaseThere) candidates.get(`${of.tenantId}/${of.type}`)?.push({ row, size: content.byteLength })
      return { row, isNew: true }
    },
  }

  async function readRows(rows: readonly number[]): Promise<(row: number) => string | null> {
    const found = await db
      .selectFrom('blobs')
      .leftJoin('blobs as bases', 'bases.row', 'blobs.base')
      .selectAll('blobs')
      .select(['bases.hash as baseHash', 'bases.content as baseContent'])
      .where('blobs.row', 'in', [...new Set(rows)])
      .execute()
    const byRow = new Map(found.map((blob) => [blob.row, blob]))
    return (row) => {
      const blob = byRow.get(row)
      if (!blob) return null
      const { base, baseHash, baseContent } = blob
      if (base === null) return unpack(blob)?.toString('utf8') ?? null
      const dictionary = baseHash && baseContent ? baseBytes({ hash: baseHash, content: baseContent }) : null
      return dictionary && (unpack(blob, dictionary)?.toString('utf8') ?? null)
    }
  }
}

/** Deletes blobs that no version uses, and that aren't the base of another one. */
export async function dropUnusedBlobs(transaction: Kysely<Schema>): Promise<void> {
  const drop = sql`
    DELETE FROM blobs WHERE NOT EXISTS (SELECT 1 FROM version_rows WHERE blob = blobs.row)
      AND NOT EXISTS (SELECT 1 FROM blobs AS other WHERE other.base = blobs.row)
  `
  await drop.execute(transaction)
  // Bases of those that are gone now.
  await drop.execute(transaction)
}

/**
 * Packs blobs anew whose base no version uses any more, so that nothing stays of what was deleted. Of those that shared
 * it, the oldest is the base of the others from now on.
 */
export async function detachBlobs(transaction: Kysely<Schema>): Promise<void> {
  const held = await transaction
    .selectFrom('blobs')
    .innerJoin('blobs as bases', 'bases.row', 'blobs.base')
    .select([
      'blobs.row',
      'blobs.hash',
      'blobs.content',
      'bases.row as base',
      'bases.hash as baseHash',
      'bases.content as baseContent',
    ])
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
    let next: { readonly row: number; readonly bytes: Buffer } | null = null
    for (const { row, hash, content, base, baseHash, baseContent } of sharing) {
      const bytes = unpackWith({ hash, content, base }, { hash: baseHash, content: baseContent })
      // Nobody can read it any more. It stays as it is, for a salvage.
      if (bytes === null) continue
      const packed = pack(bytes, next?.bytes ?? null)
      await transaction
        .updateTable('blobs')
        .set({
          content: packed.content,
          size: packed.content.byteLength,
          base: packed.hasBase ? next!.row : null,
        })
        .where('row', '=', row)
        .execute()
      next ??= { row, bytes }
    }
  }
  await transaction.deleteFrom('repacking').execute()
}
