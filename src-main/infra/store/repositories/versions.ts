import { sql, type Kysely } from 'kysely'
import { failure, Failure } from '#contract/errors.ts'
import { Doubt } from '#contract/model/doubts.ts'
import { isObject, objects } from '#domain/json.ts'
import type {
  CapturedDocument,
  CaptureOutcome,
  SealedSecret,
  VersionRepository,
  VersionRow,
} from '#app/ports/versions.ts'
import { packDocument, sha256, unpackText } from '../blobs.ts'
import type { Schema } from '../schema/schema.ts'
import { saysDamaged } from '../storage-failure.ts'
import { inTransaction } from '../transaction.ts'
import { readObject, readTexts } from './json-column.ts'
import { words } from '../words.ts'

export function versionRepository(db: Kysely<Schema>, newId: () => string): VersionRepository {
  const select = () =>
    db
      .selectFrom('versions')
      .innerJoin('blobs', 'blobs.hash', 'versions.hash')
      .innerJoin('policies', 'policies.id', 'versions.policy_id')
      .selectAll('versions')
      .select(['blobs.size', 'policies.version_id as current', 'policies.state'])
      .select((eb) =>
        eb
          .selectFrom('backup_set_versions')
          .innerJoin('backup_sets', 'backup_sets.id', 'backup_set_versions.set_id')
          .whereRef('backup_set_versions.version_id', '=', 'versions.id')
          .select(sql<string>`json_group_array(backup_sets.name)`.as('names'))
          .as('sets'),
      )

  const toRow = (row: Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>): VersionRow => ({
    id: row.id,
    tenantId: row.tenant_id,
    policyId: row.policy_id,
    type: row.type,
    name: row.name,
    number: row.number,
    hash: row.hash,
    fingerprint: row.fingerprint,
    names: Object.fromEntries(Object.entries(readObject(row.names)).map(([key, value]) => [key, String(value)])),
    runId: row.run_id,
    modifiedAt: row.modified_at,
    capturedAt: row.captured_at,
    size: row.size,
    live: row.current === row.id && row.state === 'active',
    backupSets: readTexts(row.sets ?? '[]'),
    doubts: readDoubts(row.doubts),
  })

  async function keepOne(
    transaction: Kysely<Schema>,
    captured: CapturedDocument,
    fingerprint: string,
    ready: Packed | null,
  ): Promise<CaptureOutcome> {
    const { policy, at, runId } = captured
    const doubts = doubtsColumn(captured)
    const latest = await latestOf(transaction, policy.id)
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
      return { versionId: latest.id, number: latest.number, isNew: false, newBlob: false, runId: latest.run_id }
    }
    // Another run may have stored a version in between.
    const packed = ready ?? (await packDocument(captured.document))
    const inserted = await transaction
      .insertInto('blobs')
      .values({ hash: packed.hash, content: packed.content, size: packed.size, created_at: at })
      .onConflict((conflict) => conflict.column('hash').doNothing())
      .executeTakeFirst()
    const id = newId()
    const number = (latest?.number ?? 0) + 1
    await transaction
      .insertInto('versions')
      .values({
        id,
        tenant_id: policy.tenantId,
        policy_id: policy.id,
        type: policy.type,
        name: policy.name,
        number,
        hash: packed.hash,
        fingerprint,
        names: JSON.stringify(captured.names),
        run_id: runId,
        modified_at: captured.modifiedAt,
        captured_at: at,
        doubts,
      })
      .execute()
    await insertSecrets(transaction, id, captured.secrets)
    await update({ version_id: id, version_count: number })
    return { versionId: id, number, isNew: true, newBlob: Number(inserted.numInsertedOrUpdatedRows ?? 0) > 0, runId }
  }

  return {
    async keep(captured) {
      // Compression runs outside the transaction, so that only the inserts block writers. What is unchanged needs none.
      const ready: { one: CapturedDocument; fingerprint: string; packed: Packed | null }[] = []
      for (const one of captured) {
        const latest = await latestOf(db, one.policy.id)
        const fingerprint = sha256(one.fingerprintText)
        const packed = isStored(latest, fingerprint, one) ? null : await packDocument(one.document)
        ready.push({ one, fingerprint, packed })
      }
      return inTransaction(db, async (transaction) => {
        const outcomes: CaptureOutcome[] = []
        for (const { one, fingerprint, packed } of ready)
          outcomes.push(await keepOne(transaction, one, fingerprint, packed))
        return outcomes
      })
    },
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
    async asOf(tenantId, at) {
      const rows = await db
        .selectFrom('versions')
        .innerJoin('policies', 'policies.id', 'versions.policy_id')
        .select(['versions.id', 'versions.policy_id', 'versions.type', 'versions.name', 'versions.number'])
        .where('versions.tenant_id', '=', tenantId)
        .where('versions.captured_at', '<=', at)
        .where((where) =>
          where.not(
            where.exists(
              where
                .selectFrom('absences')
                .select('absences.policy_id')
                .whereRef('absences.policy_id', '=', 'policies.id')
                .where('absences.gone_at', '<=', at)
                .where((gone) => gone.or([gone('absences.back_at', 'is', null), gone('absences.back_at', '>', at)])),
            ),
          ),
        )
        .orderBy('versions.policy_id')
        .orderBy('versions.number')
        .execute()
      return [
        ...new Map(
          rows.map((row) => [
            row.policy_id,
            { versionId: row.id, policyId: row.policy_id, type: row.type, name: row.name, number: row.number },
          ]),
        ).values(),
      ]
    },
    async recentChanges(tenantId, limit) {
      const rows = await select()
        .where('versions.tenant_id', '=', tenantId)
        .where('versions.number', '>', 1)
        .orderBy('versions.captured_at', 'desc')
        .orderBy('versions.policy_id')
        .limit(limit)
        .execute()
      return rows.map(toRow)
    },
    async document(versionId) {
      const row = await db
        .selectFrom('versions')
        .innerJoin('blobs', 'blobs.hash', 'versions.hash')
        .select(['blobs.content', 'blobs.hash'])
        .where('versions.id', '=', versionId)
        .executeTakeFirst()
      if (!row) throw new Failure('notFound', words.noVersion(versionId))
      const text = await readable(row.content)
      const document: unknown = text !== null && sha256(text) === row.hash ? JSON.parse(text) : null
      if (!isObject(document)) throw failure('damaged', words.damagedVersion)
      return document
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
        .select('versions.hash')
        .distinct()
        .where('versions.tenant_id', '=', tenantId)
      if (setId !== undefined) {
        query = query
          .innerJoin('backup_set_versions', 'backup_set_versions.version_id', 'versions.id')
          .where('backup_set_versions.set_id', '=', setId)
      }
      return (await query.orderBy('versions.hash').execute()).map((row) => row.hash)
    },
    async calendar(tenantId, zone) {
      const format = new Intl.DateTimeFormat('en-CA', {
        timeZone: zone,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
      })
      const rows = await db
        .selectFrom('versions')
        .select(['captured_at', 'number'])
        .where('tenant_id', '=', tenantId)
        .orderBy('captured_at')
        .execute()
      const days = new Map<string, { day: string; changed: number; first: number }>()
      for (const row of rows) {
        const day = format.format(new Date(row.captured_at))
        const entry = days.get(day) ?? { day, changed: 0, first: 0 }
        days.set(day, row.number > 1 ? { ...entry, changed: entry.changed + 1 } : { ...entry, first: entry.first + 1 })
      }
      return [...days.values()]
    },
    async check(hash) {
      try {
        const row = await db.selectFrom('blobs').select('content').where('hash', '=', hash).executeTakeFirst()
        const text = row ? await readable(row.content) : null
        return text !== null && sha256(text) === hash
      } catch (error) {
        // Its pages are damaged. Those of other versions may be whole.
        if (saysDamaged(error)) return false
        throw error
      }
    },
  }
}

type Packed = Awaited<ReturnType<typeof packDocument>>

const doubtsColumn = ({ doubts }: CapturedDocument): string => JSON.stringify(doubts ?? [])

/** The newest version of a policy. */
const latestOf = (db: Kysely<Schema>, policyId: string) =>
  db
    .selectFrom('versions')
    .select(['id', 'number', 'fingerprint', 'doubts', 'run_id'])
    .where('policy_id', '=', policyId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Whether the newest version already says the same. */
const isStored = (
  latest: { readonly fingerprint: string; readonly doubts: string } | undefined,
  fingerprint: string,
  captured: CapturedDocument,
): boolean =>
  latest?.fingerprint === fingerprint && latest.doubts === doubtsColumn(captured) && captured.secretsChanged !== true

async function insertSecrets(
  transaction: Kysely<Schema>,
  versionId: string,
  secrets: readonly SealedSecret[],
): Promise<void> {
  for (const { pointer, label, sealed } of secrets) {
    await transaction
      .insertInto('secrets')
      .values({ version_id: versionId, pointer, label, sealed: Buffer.from(sealed) })
      .onConflict((conflict) => conflict.columns(['version_id', 'pointer']).doNothing())
      .execute()
  }
}

function readDoubts(text: string): Doubt[] {
  return objects(JSON.parse(text)).flatMap((value) => Doubt.safeParse(value).data ?? [])
}

/** The text of a blob; null if it can't be decompressed. */
async function readable(content: Buffer): Promise<string | null> {
  try {
    return await unpackText(content)
  } catch {
    return null
  }
}
