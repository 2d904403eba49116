import { sql, type Kysely } from 'kysely'
import { runShapes, type RunKind } from '#contract/model/run-shapes.ts'
import { strings, type Json } from '#domain/json.ts'
import type { Schema } from '../schema/schema.ts'
import { readObject } from './json-column.ts'

/** The sentences of a run as a JSON list. */
export const noticesText = sql<string>`(
  SELECT json_group_array(run_notices.text ORDER BY place.key) FROM json_each(iif(json_valid(runs.notices), runs.notices, '[]')) AS place
    JOIN run_notices ON run_notices.row = place.value
)`.as('notices_text')

/** The columns of a result with these values added. Sentences are kept apart: runs say the same ones again and again. */
export async function addToResult(
  transaction: Kysely<Schema>,
  runId: string,
  { notices, ...result }: Json,
): Promise<{ result: string; notices?: string }> {
  const row = await transaction
    .selectFrom('runs')
    .select(['kind', 'result'])
    .where('id', '=', runId)
    .executeTakeFirstOrThrow()
  const { result: shape } = runShapes[row.kind as RunKind]
  const text = JSON.stringify({ ...readObject(row.result), ...shape.parse(result) })
  if (notices === undefined) return { result: text }
  const rows: number[] = []
  for (const notice of strings(notices)) rows.push(await rowOf(transaction, notice))
  return { result: text, notices: JSON.stringify(rows) }
}

async function rowOf(transaction: Kysely<Schema>, text: string): Promise<number> {
  const there = await transaction.selectFrom('run_notices').select('row').where('text', '=', text).executeTakeFirst()
  if (there) return there.row
  const { row } = await transaction
    .insertInto('run_notices')
    .values({ text })
    .returning('row')
    .executeTakeFirstOrThrow()
  return row
}

/** Deletes sentences that no run says any more. */
export async function dropUnusedNotices(transaction: Kysely<Schema>): Promise<void> {
  await sql`
    DELETE FROM run_notices WHERE row NOT IN (SELECT place.value FROM runs, json_each(iif(json_valid(runs.notices), runs.notices, '[]')) AS place)
  `.execute(transaction)
}
