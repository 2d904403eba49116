import type { ReadableSection } from '../readable/readable.ts'
import { words } from './words.ts'

/** A policy as Markdown: its settings, assignments and basics, with names instead of IDs. */
export function markdownOf(name: string, kind: string, sections: readonly ReadableSection[]): string {
  const lines = [`# ${escaped(name)}`, '', escaped(kind)]
  for (const { title, rows } of sections) {
    if (rows.length === 0) continue
    lines.push('', `## ${escaped(title)}`, '', `| ${words.setting} | ${words.value} |`, '|---|---|')
    for (const row of rows) {
      const indent = '&nbsp;&nbsp;'.repeat(row.depth)
      const value = row.language === undefined ? escaped(row.value) : words.ownFile
      lines.push(`| ${indent}${escaped(row.name)} | ${value} |`)
    }
  }
  return `${lines.join('\n')}\n`
}

/** Text that stays text in a cell of a table: no markup, no HTML, one line. */
const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_{}[\]#|~]/g, '\\$&')
    .replaceAll(/\r?\n/g, '<br>')
