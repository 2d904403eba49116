import { csv } from '#contract/csv.ts'
import type { ReportBlock, ReportLanguage } from '#contract/model/reports.ts'
import type { Report } from '#domain/report/report.ts'
import { reportWords } from '#domain/report/words/words.ts'

/** Excel separates by what the list separator of the language is. */
const separators: Readonly<Record<ReportLanguage, ',' | ';'>> = { en: ',', de: ';' }

/** A report as one table: each row of each table and each fact, with the headings above it. */
export async function csvReport(report: Report): Promise<string> {
  const words = reportWords[report.head.language]
  const lines: string[][] = [[...words.csv]]
  const headings: string[] = []
  for await (const { level, title, mark, blocks } of report.sections()) {
    headings.length = level - 1
    headings[level - 1] = title
    const path = headings.filter(Boolean).join(' › ')
    for (const block of blocks)
      for (const [part, name, value, before] of rowsOf(block))
        lines.push([path, part, name, value, before, mark?.text ?? ''])
  }
  return csv(lines, separators[report.head.language])
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
