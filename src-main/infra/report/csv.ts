import type { ReportBlock, ReportLanguage } from '#contract/model/reports.ts'
import type { Report } from '#domain/report/report.ts'
import { reportWords } from '#domain/report/words/words.ts'

/** Excel reads UTF-8 only with a byte order mark. */
const byteOrderMark = '\uFEFF'

/** Excel separates by what the list separator of the language is. */
const separators: Readonly<Record<ReportLanguage, string>> = { en: ',', de: ';' }

/** A report as one table: each row of each table and each fact, with the headings above it. */
export async function csvReport(report: Report): Promise<string> {
  const words = reportWords[report.head.language]
  const separator = separators[report.head.language]
  const lines = [words.csv.map(field).join(separator)]
  const headings: string[] = []
  for await (const { level, title, mark, blocks } of report.sections()) {
    headings.length = level - 1
    headings[level - 1] = title
    const path = headings.filter(Boolean).join(' › ')
    for (const block of blocks)
      for (const [part, name, value, before] of rowsOf(block))
        lines.push([path, part, name, value, before, mark?.text ?? ''].map(field).join(separator))
  }
  return `${byteOrderMark}${lines.join('\r\n')}\r\n`
}

type Row = readonly [part: string, name: string, value: string, before: string]

function rowsOf(block: ReportBlock): Row[] {
  switch (block.kind) {
    case 'text':
    case 'note':
      return [['', '', block.text, '']]
    case 'facts':
      return block.facts.map(({ name, value }) => ['', name, value, ''])
    case 'code':
      return [[block.title, '', block.text, '']]
    case 'table':
      return block.rows.map(([first, ...rest]) => [
        block.columns[0] ?? '',
        `${'  '.repeat(first?.depth ?? 0)}${first?.text ?? ''}`,
        rest.map(({ text }) => text).join(' | '),
        rest
          .map(({ small }) => small ?? '')
          .join(' ')
          .trim(),
      ])
  }
}

/** A field that no spreadsheet takes for a formula (OWASP: CSV injection). */
function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
