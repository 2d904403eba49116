import { connect, type StoreKey } from '#infra/store/encryption/connection.ts'

/** Everything that is stored, row by row. */
export function rowsOf(file: string, key: StoreKey | null): string {
  const database = connect(file, key, { readonly: true })
  const names = database
    .prepare(`select name from sqlite_schema where type = 'table' and sql not like 'CREATE VIRTUAL%' order by name`)
    .pluck()
    .all() as string[]
  const content = names.map((name) => [name, database.prepare(`select * from "${name}"`).raw().all()])
  const check = database.pragma('integrity_check', { simple: true })
  database.close()
  return JSON.stringify([content, check])
}
