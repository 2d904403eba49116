import Database from 'better-sqlite3'
import { Kysely, sql } from 'kysely'
import { expect, it } from 'vitest'
import { BreathingDialect } from './breathing-dialect.ts'

it('pauses before each query, and keeps others out of a transaction meanwhile (905-21)', async () => {
  let pauses = 0
  const db = new Kysely<{ numbers: { value: number } }>({
    dialect: new BreathingDialect({ database: new Database(':memory:') }, async () => {
      pauses += 1
      await new Promise((turned) => setImmediate(turned))
    }),
  })
  await sql`CREATE TABLE numbers (value INTEGER)`.execute(db)
  const values = () => db.selectFrom('numbers').select('value').execute()
  const inside = db.transaction().execute(async (transaction) => {
    await transaction.insertInto('numbers').values({ value: 1 }).execute()
    await transaction.insertInto('numbers').values({ value: 2 }).execute()
    throw new Error('rolled back')
  })
  // Asked in the middle of the transaction, and answered after it.
  const seen = values()
  await expect(inside).rejects.toThrow('rolled back')
  expect(await seen).toEqual([])
  // Create, begin, two inserts, rollback, select.
  expect(pauses).toBe(6)
  await db.destroy()
})
