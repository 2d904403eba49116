/** A table for a file: a row for each line, the head first. */
export type Table = readonly (readonly (string | number | null)[])[]

/** A column of a file: its head, and the value of a row. Moments are in ISO 8601, so that other programs sort them. */
export type FileColumn<Row> = readonly [title: string, value: (row: Row) => string | number | null]

/** Rows as a table for a file, the head first. */
export const tableOf = <Row>(rows: readonly Row[], columns: readonly FileColumn<Row>[]): Table => [
  columns.map(([title]) => title),
  ...rows.map((row) => columns.map(([, value]) => value(row))),
]

/** A table as JSON: an object for each row, with the heads as keys. Of equal heads, the later ones get a number. */
export function tableJson([head = [], ...rows]: Table): string {
  const keys: string[] = []
  for (const title of head.map(String)) {
    let key = title
    for (let number = 2; keys.includes(key); number += 1) key = `${title} (${number})`
    keys.push(key)
  }
  return `${JSON.stringify(
    rows.map((row) => Object.fromEntries(keys.map((key, at) => [key, row[at] ?? null]))),
    null,
    2,
  )}\n`
}
