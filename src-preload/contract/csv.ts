/** A table: a row for each line, the head first. */
export type Table = readonly (readonly (string | number | null)[])[]

/** A spreadsheet with another separator than this file's takes what follows one for a cell of its own. */
const harmless = (text: string): string =>
  text.replace(/^[=+\-@\t\r]/, "'$&").replaceAll(/([,;\t\r\n][ "]*)([=+\-@])/g, "$1'$2")

/**
 * A table as CSV (RFC 4180). It begins with a byte order mark: without one, Excel takes UTF-8 for the code page of
 * Windows. A text that a spreadsheet would take for a formula stays a text (OWASP: CSV injection).
 *
 * @param separator what Excel separates by: a comma, or a semicolon where the comma is in numbers
 */
export function csv(table: Table, separator: ',' | ';' = ','): string {
  const cell = (value: string | number | null): string => {
    const text = typeof value === 'string' ? harmless(value) : String(value ?? '')
    return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return `\uFEFF${table.map((row) => row.map(cell).join(separator)).join('\r\n')}\r\n`
}
