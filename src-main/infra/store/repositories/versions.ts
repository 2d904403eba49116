import { sql, type Kysely } from 'kysely'
import { failure, Failure } from '#contract/errors.ts'
import { Doubt } from '#contract/model/doubts.ts'
import { canonicalText } from '#domain/canonical/canonical.ts'
import { isObject, objects } from '#domain/json.ts'
import type { CapturedDocument, CaptureOutcome, VersionRepository, VersionRow } from '#app/ports/versions.ts'
import { sha256 } from '../blobs.ts'
import type { Schema } from '../schema/schema.ts'
import { saysDamaged } from '../storage-failure.ts'
import { inTransaction } from '../transaction.ts'
import {
  AddedTexts,
  addText,
  doubtsColumn,
  insertSecrets,
  isStored,
  latestOf,
  ownerOf,
  runText,
  type Latest,
} from './version-rows.ts'
import { OpenedPacks } from './blob-source.ts'
import { createBlobStore, type PackedBlob } from './blob-store.ts'
import { readReasons } from './changes.ts'
import { readObject, readTexts } from './json-column.ts'
import { packLoose } from './packs.ts'
import { versionHistory } from './version-history.ts'
import { words } from '../words.ts'

/** What an open database keeps in memory. */
export interface StoreCache {
  readonly packs: OpenedPacks
  readonly texts: AddedTexts
}

export const createStoreCache = (): StoreCache => ({ packs: new OpenedPacks(), texts: new AddedTexts() })

export function versionRepository(
  db: Kysely<Schema>,
  newId: () => string,
  { packs, texts }: StoreCache,
  breathe: () => Promise<void>,
): VersionRepository {
  const blobs = createBlobStore(db, packs)
  const select = () =>
    db
      .selectFrom('versions')
      .innerJoin('blobs', 'blobs.row', 'versions.blob')
      .innerJoin('policies', 'policies.id', 'versions.policy_id')
      .leftJoin('version_changes', 'version_changes.row', 'versions.row')
      .selectAll('versions')
      .select([
        'version_changes.reasons',
        'blobs.hash',
        'blobs.size',
        'policies.version_id as current',
        'policies.state',
      ])
      .select((eb) =>
        eb
          .selectFrom('set_spans')
          .innerJoin('backup_sets', (join) =>
            join
              .onRef('backup_sets.chain', '=', 'set_spans.chain')
              .onRef('backup_sets.place', '>=', 'set_spans.first')
              .onRef('backup_sets.place', '<=', 'set_spans.last'),
          )
          .whereRef('set_spans.version', '=', 'versions.row')
          .select(sql<string>`json_group_array(backup_sets.name ORDER BY backup_sets.id)`.as('names'))
          .as('sets'),
      )

  const toRow = (row: Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>): VersionRow => ({
    id: row.id,
    tenantId: row.tenant_id,
    policyId: row.policy_id,
    type: row.type,
    name: row.name,
    number: row.number,
    hash: row.hash.toString('hex'),
    fingerprint: row.fingerprint,
    names: readNames(row.names),
    runId: row.run_id,
    modifiedAt: row.modified_at,
    capturedAt: row.captured_at,
    size: row.size,
    live: row.current === row.id && row.state === 'active',
    backupSets: readTexts(row.sets ?? '[]'),
    doubts: readDoubts(row.doubts),
    reasons: row.reasons === null ? null : readReasons(row.reasons),
  })

  async function keepOne(
    transaction: Kysely<Schema>,
    captured: CapturedDocument,
    fingerprint: string,
    ready: PackedBlob | null,
    latest: Latest | undefined,
    run: () => Promise<number>,
  ): Promise<CaptureOutcome> {
    const { policy, at, runId } = captured
    const observed = { last_captured_at: at, assignment_count: captured.assignmentCount, state: 'active' as const }
    const update = (set: Partial<Record<'version_id', string> & Record<'version_count', number>>) =>
      transaction
        .updateTable('policies')
        .set({ ...observed, ...set })
        .where('id', '=', policy.id)
        .execute()
    if (latest && isStored(latest, fingerprint, captured)) {
      // Secrets that couldn't be kept before are added now.
      await insertSecrets(transaction, latest.id, captured.secrets)
      await update({ version_id: latest.id })
      return { versionId: latest.id, number: latest.number, isNew: false, newBlob: false, runId: latest.runText ?? '' }
    }
    // Another run may have stored a version in between.
    const blob = await blobs.store(transaction, ready ?? (await packed(transaction, captured, latest)))
    const id = newId()
    const number = (latest?.number ?? 0) + 1
    const names = JSON.stringify(captured.names)
    await transaction
      .insertInto('version_rows')
      .values({
        id,
        owner: latest?.owner ?? (await ownerOf(transaction, policy)),
        number,
        blob: blob.row,
        fingerprint: Buffer.from(fingerprint, 'hex'),
        name: latest?.nameText === policy.name ? latest.name : await addText(transaction, policy.name, texts),
        names:
          names === '{}' ? null : latest?.namesText === names ? latest.names : await addText(transaction, names, texts),
        run: await run(),
        modified_at: captured.modifiedAt,
        captured_at: at,
        doubts: captured.doubts?.length ? doubtsColumn(captured) : null,
      })
      .execute()
    await insertSecrets(transaction, id, captured.secrets)
    await update({ version_id: id, version_count: number })
    return { versionId: id, number, isNew: true, newBlob: blob.isNew, runId }
  }

  const packed = (
    connection: Kysely<Schema>,
    captured: CapturedDocument,
    latest: Latest | undefined,
  ): Promise<PackedBlob> => blobs.pack(connection, canonicalText(captured.document), latest?.blob ?? null)

  return {
    ...versionHistory(db),
    async keep(captured) {
      // Compression runs outside the transaction, so that only the inserts block writers. What is unchanged needs none.
      const ready: { one: CapturedDocument; fingerprint: string; blob: PackedBlob | null }[] = []
      const latestBefore = await latestOf(db, policyIds(captured))
      for (const one of captured) {
        // A first version asks SQLite nothing, and only queries pause by themselves.
        await breathe()
        const latest = latestBefore.get(one.policy.id)
        const fingerprint = sha256(one.fingerprintText)
        await breathe()
        ready.push({
          one,
          fingerprint,
          blob: isStored(latest, fingerprint, one) ? null : await packed(db, one, latest),
        })
      }
      return inTransaction(db, async (transaction) => {
        const latest = await latestOf(transaction, policyIds(captured))
        const runs = new Map<string, Promise<number>>()
        const rowOf = (runId: string): Promise<number> => {
          const row = runs.get(runId) ?? runText(transaction, runId)
          runs.set(runId, row)
          return row
        }
        const outcomes: CaptureOutcome[] = []
        const done = new Set<string>()
        for (const { one, fingerprint, blob } of ready) {
          const { id } = one.policy
          // One policy twice: the first document may have become its latest version.
          const before = done.has(id) ? (await latestOf(transaction, [id])).get(id) : latest.get(id)
          done.add(id)
          outcomes.push(await keepOne(transaction, one, fingerprint, blob, before, () => rowOf(one.runId)))
        }
        return outcomes
      })
    },
    pack: (tenantId) => packLoose(db, tenantId),
    async find(id) {
      const row = await select().where('versions.id', '=', id).executeTakeFirst()
      return row && toRow(row)
    },
    async list(tenantId, policyId) {
      let query = select().where('versions.tenant_id', '=', tenantId)
      if (policyId !== undefined) query = query.where('versions.policy_id', '=', policyId)
      const rows: VersionRow[] = []
      // Row by row, with pauses: a tenant has tens of thousands of versions after a year.
      for await (const row of query
        .orderBy('versions.captured_at', 'desc')
        .orderBy('versions.policy_id')
        .orderBy('versions.number', 'desc')
        .stream())
        rows.push(toRow(row))
      return rows
    },
    async recentChanges(tenantId, limit, { from, until } = {}) {
      let query = select().where('versions.tenant_id', '=', tenantId).where('versions.number', '>', 1)
      if (from !== undefined) query = query.where('versions.captured_at', '>=', from)
      if (until !== undefined) query = query.where('versions.captured_at', '<=', until)
      const rows = await query
        .orderBy('versions.captured_at', 'desc')
        .orderBy('versions.policy_id')
        .limit(limit)
        .execute()
      return rows.map(toRow)
    },
    async document(versionId) {
      const row = await db.selectFrom('version_rows').select('blob').where('id', '=', versionId).executeTakeFirst()
      if (!row) throw new Failure('notFound', words.noVersion(versionId))
      const text = (await blobs.readRows([row.blob]))(row.blob)
      const document: unknown = text === null ? null : JSON.parse(text)
      if (!isObject(document)) throw failure('damaged', words.damagedVersion)
      return document
    },
    async *load(versionIds) {
      const sorted = await inStore(db, versionIds)
      for (let at = 0; at < sorted.length; at += loadedAtOnce) {
        const wanted = sorted.slice(at, at + loadedAtOnce)
        const rows = await db
          .selectFrom('versions')
          .select(['id', 'tenant_id', 'policy_id', 'type', 'name', 'names', 'doubts', 'blob'])
          .where('id', 'in', wanted)
          .execute()
        const byId = new Map(rows.map((row) => [row.id, row]))
        const texts = await blobs.readRows(rows.map(({ blob }) => blob))
        for (const id of wanted) {
          const row = byId.get(id)
          if (!row) continue
          const text = texts(row.blob)
          const document: unknown = text === null ? null : JSON.parse(text)
          if (!isObject(document)) throw failure('damaged', words.damagedVersion)
          const { tenant_id: tenantId, policy_id: policyId, type, name } = row
          yield {
            id,
            tenantId,
            policyId,
            type,
            name,
            names: readNames(row.names),
            doubts: readDoubts(row.doubts),
            document,
          }
        }
      }
    },
    async secrets(versionId) {
      return db
        .selectFrom('secrets')
        .select(['pointer', 'label', 'sealed'])
        .where('version_id', '=', versionId)
        .execute()
    },
    async hashes({ tenantId, setId }) {
      let query = db
        .selectFrom('versions')
        .innerJoin('blobs', 'blobs.row', 'versions.blob')
        .select('blobs.hash')
        .distinct()
        .where('versions.tenant_id', '=', tenantId)
      if (setId !== undefined) {
        query = query
          .innerJoin('backup_set_versions', 'backup_set_versions.version', 'versions.row')
          .where('backup_set_versions.set_id', '=', setId)
      }
      return (await query.orderBy('blobs.hash').execute()).map((row) => row.hash.toString('hex'))
    },
    async check(hash) {
      try {
        return (await blobs.read(Buffer.from(hash, 'hex'))) !== null
      } catch (error) {
        // Its pages are damaged. Those of other versions may be whole.
        if (saysDamaged(error)) return false
        throw error
      }
    },
  }
}

const policyIds = (captured: readonly CapturedDocument[]): string[] => captured.map(({ policy }) => policy.id)

/** IDs of versions in the order in which their content lies in the store, so that a pack is opened once. */
async function inStore(db: Kysely<Schema>, versionIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('version_rows')
    .innerJoin('blobs', 'blobs.row', 'version_rows.blob')
    .leftJoin('blobs as bases', 'bases.row', 'blobs.base')
    .select('version_rows.id')
    .where(sql<boolean>`version_rows.id IN (SELECT value FROM json_each(${JSON.stringify(versionIds)}))`)
    .orderBy(({ fn }) => fn.coalesce('blobs.pack', 'bases.pack'))
    .orderBy('blobs.row')
    .execute()
  return rows.map(({ id }) => id)
}

/** Versions to read with one query. */
const loadedAtOnce = 100

const readNames = (text: string): Record<string, string> =>
  Object.fromEntries(Object.entries(readObject(text)).map(([key, value]) => [key, String(value)]))

function readDoubts(text: string): Doubt[] {
  return objects(JSON.parse(text)).flatMap((value) => Doubt.safeParse(value).data ?? [])
}
