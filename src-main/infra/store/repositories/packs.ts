import type { Kysely } from 'kysely'
import { bytesOf, packTogether, unpackTogether } from '../blobs.ts'
import type { Schema } from '../schema/schema.ts'
import { inTransaction } from '../transaction.ts'
import { sourceOf } from './blob-source.ts'

/**
 * How much one pack holds. With fewer documents, they share less; with more, reading one of them takes longer. Packs of
 * large documents are larger than `bytes`.
 */
const inPack = { least: 8, most: 64, bytes: 512 * 1024 }
/** As long as so few documents of a tenant lie by themselves, they stay so. */
const mostLoose = 32

interface Member {
  readonly row: number
  readonly bytes: Buffer
}

/**
 * Packs the documents of a tenant that lie by themselves, if there are enough of them: similar ones, of one type and of
 * much the same size, together.
 *
 * @param least so many documents are enough
 */
export async function packLoose(db: Kysely<Schema>, tenantId: string, least = mostLoose): Promise<void> {
  const loose = await db
    .selectFrom('version_owners')
    .innerJoin('version_rows', 'version_rows.owner', 'version_owners.row')
    .innerJoin('blobs', 'blobs.row', 'version_rows.blob')
    .select(['blobs.row', 'blobs.size', 'version_owners.type'])
    .distinct()
    .where('version_owners.tenant_id', '=', tenantId)
    .where('blobs.base', 'is', null)
    .where('blobs.pack', 'is', null)
    .orderBy('version_owners.type')
    .orderBy('blobs.size')
    .orderBy('blobs.row')
    .execute()
  if (loose.length < least) return
  // A document of two types would be packed twice.
  const rows = [...new Set(loose.map(({ row }) => row))]
  let members: Member[] = []
  let held = 0
  for (let at = 0; at < rows.length; at += inPack.least) {
    const some = rows.slice(at, at + inPack.least)
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

/** Stores a pack of documents that lie by themselves. It does nothing if one of them doesn't any more. */
async function storePack(db: Kysely<Schema>, members: readonly Member[]): Promise<void> {
  const content = await packTogether(members.map(({ bytes }) => bytes))
  await inTransaction(db, async (transaction) => {
    const { count } = await transaction
      .selectFrom('blobs')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where(
        'row',
        'in',
        members.map(({ row }) => row),
      )
      .where('base', 'is', null)
      .where('pack', 'is', null)
      .executeTakeFirstOrThrow()
    if (count === members.length) await putTogether(transaction, members, content)
  })
}

async function putTogether(transaction: Kysely<Schema>, members: readonly Member[], content: Buffer): Promise<void> {
  const bytes = members.reduce((sum, member) => sum + member.bytes.byteLength, 0)
  const { row: pack } = await transaction
    .insertInto('packs')
    .values({ content, bytes, documents: members.length })
    .returning('row')
    .executeTakeFirstOrThrow()
  await transaction.insertInto('repacking').values({ at: '' }).execute()
  let start = 0
  for (const { row, bytes: own } of members) {
    const length = own.byteLength
    const size = Math.max(1, Math.round((content.byteLength * length) / bytes))
    await transaction
      .updateTable('blobs')
      .set({ content: Buffer.alloc(0), size, pack, start, length })
      .where('row', '=', row)
      .execute()
    start += length
  }
  await transaction.deleteFrom('repacking').execute()
}

/** Packs anew what shares a pack with a document that was deleted, and deletes packs that nothing uses. */
export async function rewritePacks(transaction: Kysely<Schema>): Promise<void> {
  const packs = await transaction
    .selectFrom('packs')
    .leftJoin('blobs', 'blobs.pack', 'packs.row')
    .select('packs.row')
    .groupBy('packs.row')
    .having(({ eb, fn, ref }) => eb(fn.count('blobs.row'), '<', ref('packs.documents')))
    .execute()
  for (const { row } of packs) {
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
