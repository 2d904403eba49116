/** Downloads a file to the user's computer. */
export function saveFile(name: string, content: string, type = 'text/csv'): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([content], { type }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}

/** Rows as CSV (RFC 4180). It begins with a byte order mark: without one, Excel takes UTF-8 for the code page of Windows. A text that a spreadsheet would take for a formula is kept a text. */
export function csv(rows: readonly (readonly (string | number | null)[])[]): string {
  const cell = (value: string | number | null): string => {
    const words = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value ?? '')
    return /[",\r\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words
  }
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}`
}
