import type { Kysely } from 'kysely'
import { bytesOf, packTogether, unpackTogether } from '../blobs.ts'
import type { Schema } from '../schema/schema.ts'
import { inTransaction } from '../transaction.ts'
import { sourceOf } from './blob-source.ts'

/**
 * How much one pack holds. With fewer documents, they share less; with more, reading one of them takes longer. Packs of
 * large documents are larger than `bytes`.
 */
const inPack = { least: 16, most: 128, bytes: 1024 * 1024 }
/** So many documents of a tenant in small packs are worth putting together. */
const enough = 32

/** Packed bytes that are unpacked at once: ten times as many then, in two milliseconds. */
const mostAtOnce = 16 * 1024

/** Of a blob whose bytes lie in a pack. */
const noContent = Buffer.alloc(0)

interface Member {
  readonly row: number
  readonly bytes: Buffer
}

/**
 * Stores a packed text as a pack of its own: SQLite gives its pages back when it goes to another one, and wouldn't when
 * the content of a row gets shorter.
 *
 * @param bytes of the text
 * @returns what its blob says of where it lies
 */
export async function aloneInPack(
  transaction: Kysely<Schema>,
  content: Buffer,
  bytes: number,
): Promise<{ content: Buffer; pack: number; start: number; length: number }> {
  const pack = await insertPack(transaction, content, bytes, 1)
  return { content: noContent, pack, start: 0, length: bytes }
}

/**
 * Puts documents of a tenant together that lie in small packs, or by themselves as before schema 28: similar ones, of
 * one type and of much the same size.
 *
 * @param least so many documents are enough
 */
export async function packLoose(db: Kysely<Schema>, tenantId: string, least = enough): Promise<void> {
  const loose = await db
    .selectFrom('version_owners')
    .innerJoin('version_rows', 'version_rows.owner', 'version_owners.row')
    .innerJoin('blobs', 'blobs.row', 'version_rows.blob')
    .leftJoin('packs', 'packs.row', 'blobs.pack')
    .select(['blobs.row', 'blobs.size', 'version_owners.type'])
    .distinct()
    .where('version_owners.tenant_id', '=', tenantId)
    .where('blobs.base', 'is', null)
    .where(({ eb, or }) => or([eb('packs.row', 'is', null), eb('packs.documents', '<', inPack.least)]))
    .orderBy('version_owners.type')
    .orderBy('blobs.size')
    .orderBy('blobs.row')
    .execute()
  if (loose.length < least) return
  // A document of two types would be packed twice.
  const sizes = new Map(loose.map(({ row, size }) => [row, size]))
  let members: Member[] = []
  let held = 0
  for (const some of inPieces(sizes)) {
    const source = await sourceOf(db, some)
    for (const row of some) {
      const blob = source.blob(row)
      const bytes = blob && bytesOf(blob, source)
      // Verification finds damaged content. Here, it stays as it is.
      if (!bytes) continue
      const isFull = members.length >= inPack.most || held + bytes.byteLength > inPack.bytes
      if (isFull && members.length >= inPack.least) {
        await storePack(db, members)
        members = []
        held = 0
      }
      members.push({ row, bytes })
      held += bytes.byteLength
    }
  }
  if (members.length > 1) await storePack(db, members)
}

/** Rows of blobs in groups that are small enough to be unpacked in one piece of work. @param sizes packed, by row */
function inPieces(sizes: ReadonlyMap<number, number>): number[][] {
  const pieces: number[][] = []
  let size = 0
  for (const [row, packed] of sizes) {
    size += packed
    if (pieces.length > 0 && size <= mostAtOnce) pieces.at(-1)!.push(row)
    else {
      pieces.push([row])
      size = packed
    }
  }
  return pieces
}

/** Stores a pack of documents from small ones. It does nothing if one of them lies in a large one meanwhile. */
async function storePack(db: Kysely<Schema>, members: readonly Member[]): Promise<void> {
  const content = await packTogether(members.map(({ bytes }) => bytes))
  await inTransaction(db, async (transaction) => {
    const there = await transaction
      .selectFrom('blobs')
      .leftJoin('packs', 'packs.row', 'blobs.pack')
      .select(['packs.row as pack', 'packs.documents'])
      .where(
        'blobs.row',
        'in',
        members.map(({ row }) => row),
      )
      .where('blobs.base', 'is', null)
      .execute()
    const isLoose = there.every(({ documents }) => documents === null || documents < inPack.least)
    if (there.length < members.length || !isLoose) return
    await putTogether(transaction, members, content)
    await rewritePacks(transaction, [...new Set(there.flatMap(({ pack }) => pack ?? []))])
  })
}

async function putTogether(transaction: Kysely<Schema>, members: readonly Member[], content: Buffer): Promise<void> {
  const bytes = members.reduce((sum, member) => sum + member.bytes.byteLength, 0)
  const pack = await insertPack(transaction, content, bytes, members.length)
  await transaction.insertInto('repacking').values({ at: '' }).execute()
  let start = 0
  for (const { row, bytes: own } of members) {
    const length = own.byteLength
    const size = Math.max(1, Math.round((content.byteLength * length) / bytes))
    await transaction
      .updateTable('blobs')
      .set({ content: noContent, size, pack, start, length })
      .where('row', '=', row)
      .execute()
    start += length
  }
  await transaction.deleteFrom('repacking').execute()
}

async function insertPack(
  transaction: Kysely<Schema>,
  content: Buffer,
  bytes: number,
  documents: number,
): Promise<number> {
  const { row } = await transaction
    .insertInto('packs')
    .values({ content, bytes, documents })
    .returning('row')
    .executeTakeFirstOrThrow()
  return row
}

/**
 * Packs anew what shares a pack with a document that isn't in it any more, and deletes packs that nothing uses.
 *
 * @param among rows of the packs to look at; all by default
 */
export async function rewritePacks(transaction: Kysely<Schema>, among?: readonly number[]): Promise<void> {
  let query = transaction
    .selectFrom('packs')
    .leftJoin('blobs', 'blobs.pack', 'packs.row')
    .select('packs.row')
    .groupBy('packs.row')
    .having(({ eb, fn, ref }) => eb(fn.count('blobs.row'), '<', ref('packs.documents')))
  if (among !== undefined) query = query.where('packs.row', 'in', among)
  for (const { row } of await query.execute()) {
    const blobs = await transaction
      .selectFrom('blobs')
      .select(['row', 'start', 'length'])
      .where('pack', '=', row)
      .orderBy('start')
      .execute()
    if (blobs.length > 0) {
      const { content, bytes } = await transaction
        .selectFrom('packs')
        .select(['content', 'bytes'])
        .where('row', '=', row)
        .executeTakeFirstOrThrow()
      const whole = unpackTogether(content, bytes)
      // Nobody can read it any more. It stays as it is, for a salvage.
      if (whole === null) continue
      const members = blobs.map((blob) => ({
        row: blob.row,
        bytes: whole.subarray(blob.start!, blob.start! + blob.length!),
      }))
      await putTogether(transaction, members, await packTogether(members.map((member) => member.bytes)))
    }
    await transaction.deleteFrom('packs').where('row', '=', row).execute()
  }
}
