import type { ReportBlock, ReportCell } from '#contract/model/reports.ts'
import type { Report } from '#domain/report/report.ts'
import { reportWords } from '#domain/report/words/words.ts'

/** A report as Markdown (GitHub's flavor). */
export async function markdownReport(report: Report, version: string): Promise<string> {
  const { head } = report
  const words = reportWords[head.language]
  const lines = [`# ${escaped(head.title)}`, '', escaped(head.subtitle), '']
  for (const { name, value } of head.facts) lines.push(`- **${escaped(name)}**: ${escaped(value)}`)
  if (head.note !== '') lines.push('', escaped(head.note))
  for await (const section of report.sections()) {
    const mark = section.mark && section.mark.text !== '' ? ` *(${escaped(section.mark.text)})*` : ''
    lines.push('', `${'#'.repeat(section.level + 1)} ${escaped(section.title)}${mark}`)
    for (const block of section.blocks) lines.push('', ...blockLines(block))
  }
  lines.push('', '---', '', words.page.madeWith(version), '')
  return lines.join('\n')
}

function blockLines(block: ReportBlock): string[] {
  switch (block.kind) {
    case 'text':
      return [escaped(block.text)]
    case 'note':
      return [`> ${escaped(block.text)}`]
    case 'facts':
      return block.facts.map(({ name, value }) => `- **${escaped(name)}**: ${escaped(value)}`)
    case 'table':
      return [
        `| ${block.columns.map(escaped).join(' | ')} |`,
        `|${block.columns.map(() => '---').join('|')}|`,
        ...block.rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
      ]
    case 'code': {
      // One more backtick than the longest row of them in the code.
      const fence = '`'.repeat(Math.max(3, ...(block.text.match(/`+/g) ?? []).map((run) => run.length + 1)))
      return [escaped(block.title), '', fence + block.language, block.text, fence]
    }
  }
}

const cell = ({ text, depth = 0, small, tone }: ReportCell): string => {
  const shown = escaped(text)
  const strong = tone === undefined || tone === 'plain' || shown === '' ? shown : `**${shown}**`
  return '&nbsp;&nbsp;'.repeat(depth) + strong + (small ? `<br>*${escaped(small)}*` : '')
}

/** Text that stays text: no markup, no HTML, one line. */
const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_{}[\]#|~]/g, '\\$&')
    .replaceAll(/\r\n?|\n/g, '<br>')
