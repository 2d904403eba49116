import type Database from 'better-sqlite3'
import { attach, connect, type StoreKey } from './encryption/connection.ts'
import { syncFile } from './sync-file.ts'

/** One end of a copy: a file, and its key, or null for clear text. */
export interface DatabaseFile {
  readonly file: string
  readonly key: StoreKey | null
}

export interface CopySteps {
  /** Lets other work have its turn, if that is due. */
  breathe(): Promise<void>
  /** Rows copied so far, and all rows. */
  progress?(done: number, total: number): void
}

/** Rows to copy before other work has its turn. */
const slice = 500

interface SchemaRow {
  readonly type: 'table' | 'index' | 'trigger' | 'view'
  readonly name: string
  readonly sql: string
}

/**
 * Copies a database row by row, also with another key. The copy is of one moment, and others can go on writing. What
 * can't be read ends it, so a copy is never worse than it looks.
 *
 * SQLite's online backup can't do it: it opens the copy without a key.
 *
 * @param to a file that isn't there yet
 * @throws SqliteError if a row can't be read
 */
export async function copyDatabase(from: DatabaseFile, to: DatabaseFile, steps: CopySteps): Promise<void> {
  const target = connect(to.file, to.key)
  try {
    // Otherwise neither the journal can be turned off, nor the tables below a full-text index be written (SQLite docs:
    // SQLITE_DBCONFIG_DEFENSIVE).
    target.unsafeMode(true)
    // Nobody uses a copy that isn't complete, so it needs no journal of its own.
    target.pragma('journal_mode = OFF')
    target.pragma('synchronous = OFF')
    target.pragma('foreign_keys = OFF')
    attach(target, from.file, 'source', from.key)
    target.exec('begin')
    const schema = target
      .prepare(
        `select type, name, sql from source.sqlite_schema where sql is not null and name not like 'sqlite\\_%' escape '\\'`,
      )
      .all() as SchemaRow[]
    const isIndexed = (name: string) => /^create virtual/i.test(schema.find((row) => row.name === name)?.sql ?? '')
    const indexes = schema.filter(({ type, name }) => type === 'table' && isIndexed(name)).map(({ name }) => name)
    const below = (name: string) => indexes.some((index) => name.startsWith(`${index}_`))
    const tables = schema.filter(({ type, name }) => type === 'table' && !isIndexed(name))
    for (const { name, sql } of tables) if (!below(name)) target.exec(sql)
    // Makes the tables below it too, with a first row.
    for (const name of indexes) target.exec(schema.find((row) => row.name === name)!.sql)
    for (const { name } of tables) if (below(name)) target.exec(`delete from main."${name}"`)
    await copyRows(
      target,
      tables.map(({ name }) => name),
      steps,
    )
    for (const { type, sql } of schema) if (type !== 'table') target.exec(sql)
    for (const pragma of ['user_version', 'application_id'])
      target.pragma(`main.${pragma} = ${Number(target.pragma(`source.${pragma}`, { simple: true }))}`)
    target.exec('commit')
    target.exec('detach source')
  } finally {
    target.close()
  }
  syncFile(to.file)
}

async function copyRows(
  target: Database.Database,
  tables: readonly string[],
  { breathe, progress }: CopySteps,
): Promise<void> {
  const count = (name: string) => target.prepare(`select count(*) from source."${name}"`).pluck().get() as number
  let total = 0
  for (const name of tables) {
    total += count(name)
    await breathe()
  }
  let done = 0
  for (const name of tables) {
    for (const copied of rowsOf(target, name)) {
      done += copied
      progress?.(done, total)
      await breathe()
    }
  }
}

/** Copies the rows of one table in the order of its key. */
function* rowsOf(target: Database.Database, name: string): Generator<number> {
  const columns = target.pragma(`source.table_xinfo("${name}")`) as {
    name: string
    type: string
    pk: number
    hidden: number
  }[]
  // Values that SQLite calculates itself can't be inserted.
  const stored = columns.filter(({ hidden }) => hidden === 0).map((column) => `"${column.name}"`)
  const withoutRowid = (target.pragma(`source.table_list("${name}")`) as { schema: string; wr: number }[]).some(
    ({ schema, wr }) => schema === 'source' && wr === 1,
  )
  const keys = columns
    .filter(({ pk }) => pk > 0)
    .toSorted((left, right) => left.pk - right.pk)
    .map((column) => `"${column.name}"`)
  const key = withoutRowid ? keys : ['rowid']
  // The row ID is copied too: others may refer to it.
  const given = withoutRowid ? stored : ['rowid', ...stored]
  const row = `(${key.join()})`
  const marks = `(${key.map(() => '?').join()})`
  const copy = (where: string) =>
    target.prepare(
      `insert into main."${name}" (${given.join()}) select ${given.join()} from source."${name}" ${where} order by ${key.join()} limit ${slice}`,
    )
  const [first, next] = [copy(''), copy(`where ${row} > ${marks}`)]
  const last = target.prepare(
    `select ${key.join()} from main."${name}" order by ${key.map((column) => `${column} desc`).join()} limit 1`,
  )
  let { changes } = first.run()
  while (changes > 0) {
    yield changes
    if (changes < slice) return
    changes = next.run(...(last.raw().get() as unknown[])).changes
  }
}
