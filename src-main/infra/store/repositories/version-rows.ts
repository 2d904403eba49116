import { sql, type Kysely } from 'kysely'
import type { PolicyRow } from '#app/ports/policies.ts'
import type { CapturedDocument, SealedSecret } from '#app/ports/versions.ts'
import type { Schema } from '../schema/schema.ts'

/** A JSON list of what Graph contradicted. */
export const doubtsColumn = ({ doubts }: CapturedDocument): string => JSON.stringify(doubts ?? [])

/** The newest version of a policy. */
export const latestOf = (db: Kysely<Schema>, policyId: string) =>
  db
    .selectFrom('version_owners')
    .innerJoin('version_rows', 'version_rows.owner', 'version_owners.row')
    .leftJoin('version_texts as name', 'name.row', 'version_rows.name')
    .leftJoin('version_texts as names', 'names.row', 'version_rows.names')
    .leftJoin('version_texts as run', 'run.row', 'version_rows.run')
    .select([
      'version_rows.id',
      'version_rows.owner',
      'version_rows.number',
      'version_rows.blob',
      'version_rows.name',
      'version_rows.names',
      'version_rows.fingerprint',
      'version_rows.doubts',
      'name.text as nameText',
      'names.text as namesText',
      'run.text as runText',
    ])
    .where('version_owners.policy_id', '=', policyId)
    .orderBy('version_rows.number', 'desc')
    .limit(1)
    .executeTakeFirst()

export type Latest = NonNullable<Awaited<ReturnType<typeof latestOf>>>

export async function ownerOf(transaction: Kysely<Schema>, { id, tenantId, type }: PolicyRow): Promise<number> {
  const there = await transaction
    .selectFrom('version_owners')
    .select('row')
    .where('policy_id', '=', id)
    .executeTakeFirst()
  if (there) return there.row
  const { row } = await transaction
    .insertInto('version_owners')
    .values({ tenant_id: tenantId, policy_id: id, type })
    .returning('row')
    .executeTakeFirstOrThrow()
  return row
}

export async function addText(transaction: Kysely<Schema>, text: string): Promise<number> {
  const { row } = await transaction
    .insertInto('version_texts')
    .values({ text })
    .returning('row')
    .executeTakeFirstOrThrow()
  return row
}

/** The ID of a run as a text: most often that of the version before. */
export async function runText(transaction: Kysely<Schema>, runId: string): Promise<number> {
  const newest = await transaction
    .selectFrom('version_rows')
    .innerJoin('version_texts', 'version_texts.row', 'version_rows.run')
    .select(['version_rows.run', 'version_texts.text'])
    .orderBy('version_rows.row', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest?.text === runId ? newest.run : addText(transaction, runId)
}

/** Whether the newest version already says the same. */
export const isStored = (latest: Latest | undefined, fingerprint: string, captured: CapturedDocument): boolean =>
  latest?.fingerprint.toString('hex') === fingerprint &&
  (latest.doubts ?? '[]') === doubtsColumn(captured) &&
  captured.secretsChanged !== true

export async function insertSecrets(
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

/** Deletes names and IDs that no version has any more. */
export async function dropUnusedTexts(transaction: Kysely<Schema>): Promise<void> {
  await sql`
    DELETE FROM version_texts WHERE row NOT IN (
      SELECT name FROM version_rows UNION SELECT names FROM version_rows WHERE names IS NOT NULL UNION SELECT run FROM version_rows
    )
  `.execute(transaction)
}
