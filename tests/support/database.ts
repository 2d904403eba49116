import Database from 'better-sqlite3'
import { join } from 'node:path'

/** How a row leads to its tenant, where it has no `tenant_id` of its own. */
const owners: Readonly<Record<string, string>> = {
  tenants: 'id = ?',
  run_items: 'run_id IN (SELECT id FROM runs WHERE tenant_id = ?)',
  plan_items: 'plan_id IN (SELECT id FROM plans WHERE tenant_id = ?)',
  findings: 'baseline_id IN (SELECT id FROM baselines WHERE tenant_id = ?)',
  set_spans: 'version IN (SELECT row FROM versions WHERE tenant_id = ?)',
  version_rows: 'row IN (SELECT row FROM versions WHERE tenant_id = ?)',
  secrets: 'version_id IN (SELECT id FROM versions WHERE tenant_id = ?)',
  edges: 'version IN (SELECT row FROM versions WHERE tenant_id = ?)',
  words_due: 'row IN (SELECT row FROM versions WHERE tenant_id = ?)',
  version_changes: 'row IN (SELECT row FROM versions WHERE tenant_id = ?)',
  changes_due: 'row IN (SELECT row FROM versions WHERE tenant_id = ?)',
  absences: 'policy_id IN (SELECT id FROM policies WHERE tenant_id = ?)',
  mappings: 'target_tenant_id = ?',
}

/** Reads a lab's database beside the open core, row by row as text. */
export function readDatabase(folder: string) {
  const database = new Database(join(folder, 'data', 'atlas.db'), { readonly: true })
  const tables = (
    database
      .prepare(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'version_search%'",
      )
      .all() as { name: string }[]
  ).map(({ name }) => name)
  const rows = (table: string, where: string, ...values: string[]): string[] =>
    database
      .prepare(`SELECT * FROM ${table} WHERE ${where}`)
      .all(...values)
      .map((row) => JSON.stringify(row))
      .toSorted()
  return {
    /** Everything that is stored. */
    all: (): Record<string, string[]> => Object.fromEntries(tables.map((table) => [table, rows(table, '1 = 1')])),
    /** Everything that belongs to a tenant. */
    of: (tenantId: string): Record<string, string[]> =>
      Object.fromEntries(
        tables.flatMap((table) => {
          const columns = database.pragma(`table_info(${table})`) as { name: string }[]
          const where = owners[table] ?? (columns.some(({ name }) => name === 'tenant_id') ? 'tenant_id = ?' : null)
          return where === null ? [] : [[table, rows(table, where, tenantId)]]
        }),
      ),
    close: () => void database.close(),
  }
}
