import type Database from 'better-sqlite3'
import { storageParts, type StoragePart, type StorageUsage } from '#contract/model/storage.ts'
import type { CheckedTable } from '#app/ports/store.ts'
import { migrateInSteps, type MigrationStep } from '../migrate.ts'
import { saysDamaged } from '../storage-failure.ts'
import { copyBeforeUpdate } from '../update.ts'

/** What a store thread does with a connection of its own, by name. Each yields what there is to tell. */
export const jobs = {
  /** Brings a database of an earlier version up to date. */
  *migrate(database: Database.Database): Generator<MigrationStep> {
    yield* migrateInSteps(database, copyBeforeUpdate(database))
  },
  /** Asks SQLite about one table after the other (SQLite docs: PRAGMA integrity_check). */
  *checkTables(database: Database.Database): Generator<CheckedTable> {
    const names = database
      .prepare(
        `select name from sqlite_schema where type = 'table' and (name not like 'sqlite%' or name = 'sqlite_sequence') order by name`,
      )
      .pluck()
      .all() as string[]
    for (const [index, table] of names.entries())
      yield { table, isWhole: isWhole(database, table), done: index + 1, of: names.length }
  },
  /** Measures each table with its indexes (SQLite docs: dbstat), and what each month added. */
  *usage(database: Database.Database): Generator<StorageUsage> {
    const sizes = database
      .prepare(
        `select coalesce(tbl_name, dbstat.name) as name, sum(pgsize) as bytes
          from dbstat left join sqlite_schema on sqlite_schema.name = dbstat.name group by 1`,
      )
      .all() as { name: string; bytes: number }[]
    const parts = new Map<StoragePart, number>(storageParts.map((part) => [part, 0]))
    for (const { name, bytes } of sizes) parts.set(partOf(name), parts.get(partOf(name))! + bytes)
    const [free, pageSize] = ['freelist_count', 'page_size'].map((name) =>
      Number(database.pragma(name, { simple: true })),
    )
    parts.set('free', free! * pageSize!)
    // A database of an older version is brought up to date by the next start.
    const isOld = database.prepare(`select 1 from sqlite_schema where name = 'version_rows'`).get() === undefined
    const growth = (
      isOld
        ? []
        : database
            .prepare(
              `select substr(captured_at, 1, 7) as month, count(*) as versions, coalesce(sum(size), 0) as bytes
          from version_rows join blobs on blobs.row = version_rows.blob group by 1 order by 1`,
            )
            .all()
    ) as { month: string; versions: number; bytes: number }[]
    yield { parts: [...parts].map(([part, bytes]) => ({ part, bytes })), growth }
  },
} as const

export type Jobs = typeof jobs

/** Jobs that change the database. */
export const writingJobs: ReadonlySet<keyof Jobs> = new Set<keyof Jobs>(['migrate'])

const tablesOf: readonly (readonly [part: StoragePart, tables: RegExp])[] = [
  ['content', /^(blobs|packs|secrets)$/],
  ['versions', /^(version_(rows|owners|texts|changes)|changes_due|policies|absences|listings|directory_names)$/],
  ['search', /^(version_search|words_due|edges)/],
  ['sets', /^(backup_sets|set_spans)$/],
  [
    'runs',
    /^(runs|run_items|run_notices|notifications|alerts|alert_(channels|messages|deliveries|marks)|plans|plan_items|typed_secrets)$/,
  ],
  ['settings', /^(setting_definitions|setting_categories|graph_contracts)$/],
  ['audit', /^(audit_entries|change_events)$/],
]

const partOf = (table: string): StoragePart => tablesOf.find(([, tables]) => tables.test(table))?.[0] ?? 'other'

function isWhole(database: Database.Database, table: string): boolean {
  try {
    const rows = database.prepare(`pragma integrity_check("${table}")`).pluck().all()
    return rows.length === 1 && rows[0] === 'ok'
  } catch (error) {
    if (saysDamaged(error)) return false
    throw error
  }
}
