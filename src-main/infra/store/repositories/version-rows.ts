import { sql, type Kysely } from 'kysely'
import type { PolicyRow } from '#app/ports/policies.ts'
import type { CapturedDocument, SealedSecret } from '#app/ports/versions.ts'
import type { Schema } from '../schema/schema.ts'

/** A JSON list of what Graph contradicted. */
export const doubtsColumn = ({ doubts }: CapturedDocument): string => JSON.stringify(doubts ?? [])

/** The newest version of a policy, as far as the next one needs it. */
export interface Latest {
  readonly policy_id: string
  readonly id: string
  readonly owner: number
  readonly number: number
  readonly blob: number
  readonly name: number
  readonly names: number | null
  readonly fingerprint: Buffer
  readonly doubts: string | null
  readonly nameText: string | null
  readonly namesText: string | null
  readonly runText: string | null
}

/** The newest version of each of these policies that has one. */
export async function latestOf(db: Kysely<Schema>, policyIds: readonly string[]): Promise<ReadonlyMap<string, Latest>> {
  const { rows } = await sql<Latest>`
    SELECT version_owners.policy_id, newest.id, newest.owner, newest.number, newest.blob, newest.name, newest.names, newest.fingerprint, newest.doubts,
      name.text AS nameText, names.text AS namesText, run.text AS runText
    FROM json_each(${JSON.stringify(policyIds)}) AS asked
    JOIN version_owners ON version_owners.policy_id = asked.value
    JOIN version_rows AS newest ON newest.row = (SELECT row FROM version_rows WHERE owner = version_owners.row ORDER BY number DESC LIMIT 1)
    LEFT JOIN version_texts AS name ON name.row = newest.name
    LEFT JOIN version_texts AS names ON names.row = newest.names
    LEFT JOIN version_texts AS run ON run.row = newest.run`.execute(db)
  return new Map(rows.map((row) => [row.policy_id, row]))
}

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

/** Rows of texts that were added last: a capture brings the same names of groups again and again. */
export class AddedTexts {
  readonly #rows = new Map<string, number>()

  /** The row of a text that was added, if it is still there: it may have been rolled back or purged. */
  async find(transaction: Kysely<Schema>, text: string): Promise<number | undefined> {
    const row = this.#rows.get(text)
    if (row === undefined) return undefined
    const there = await transaction
      .selectFrom('version_texts')
      .select('row')
      .where('row', '=', row)
      .where('text', '=', text)
      .executeTakeFirst()
    return there?.row
  }

  add(text: string, row: number): void {
    this.#rows.set(text, row)
    if (this.#rows.size > mostAdded) this.#rows.delete(this.#rows.keys().next().value!)
  }
}

const mostAdded = 2_000

export async function addText(transaction: Kysely<Schema>, text: string, added?: AddedTexts): Promise<number> {
  const there = await added?.find(transaction, text)
  if (there !== undefined) return there
  const { row } = await transaction
    .insertInto('version_texts')
    .values({ text })
    .returning('row')
    .executeTakeFirstOrThrow()
  added?.add(text, row)
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
