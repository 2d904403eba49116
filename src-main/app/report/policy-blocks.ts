import type { ReportBlock, ReportCell } from '#contract/model/reports.ts'
import { diffSettings } from '#domain/diff/settings-diff.ts'
import { doubtText } from '#domain/doubts/doubts.ts'
import { findPolicyType } from '#domain/policy-types/registry.ts'
import type { ReadableRow, ReadableSection } from '#domain/readable/readable.ts'
import { words as readableWords } from '#domain/readable/words.ts'
import { momentOf, termOf } from '#domain/report/words/words.ts'
import { readableVersion } from '../api/readable-version.ts'
import type { VersionRow } from '../ports/versions.ts'
import type { ReportContext } from './report-context.ts'

/** A policy in a report: what it sets, with the values before where an earlier version is given. */
export async function policyBlocks(
  context: ReportContext,
  version: VersionRow,
  before: VersionRow | null,
  about: { readonly kind: string; readonly platform: string },
): Promise<ReportBlock[]> {
  const { words } = context
  const needs = { ...context.ports, store: context.store }
  const sections = await readableVersion(needs, version)
  const earlier = before === null ? null : await readableVersion(needs, before)
  const blocks: ReportBlock[] = [
    {
      kind: 'facts',
      facts: [
        { name: words.facts.kind, value: about.kind },
        { name: words.facts.platform, value: about.platform },
        { name: words.facts.captured, value: momentOf(words, version.capturedAt) },
        { name: words.facts.changed, value: version.modifiedAt === null ? '' : momentOf(words, version.modifiedAt) },
        { name: words.facts.version, value: String(version.number) },
      ].filter(({ value }) => value !== ''),
    },
  ]
  if (version.doubts.length > 0)
    blocks.push({
      kind: 'note',
      tone: 'warning',
      text: [words.policy.doubts, ...version.doubts.map(doubtText)].join(' '),
    })
  // A section that is gone has no rows any more, and says what they were.
  const gone = (earlier ?? []).filter(({ title }) => !sections.some((section) => section.title === title))
  for (const section of [...sections, ...gone.map(({ title }) => ({ title, rows: [] }))])
    blocks.push(...sectionBlocks(context, section, earlier))
  return blocks
}

/** What differs between two versions, and nothing else. */
export async function changeBlocks(
  context: ReportContext,
  before: VersionRow | null,
  after: VersionRow | null,
  columns: readonly [before: string, after: string],
): Promise<ReportBlock[]> {
  const { words } = context
  const needs = { ...context.ports, store: context.store }
  const left = before === null ? [] : await readableVersion(needs, before)
  const right = after === null ? [] : await readableVersion(needs, after)
  const rowsOf = (sections: readonly ReadableSection[]) =>
    new Map(sections.flatMap(({ rows }) => rows.map((row) => [row.key, row] as const)))
  const scripts = [rowsOf(left), rowsOf(right)]
  const blocks: ReportBlock[] = []
  for (const { title, rows } of diffSettings(left, right)) {
    const changed = rows.filter(({ kind }) => kind !== 'same')
    const isScript = (key: string) => scripts.some((all) => all.get(key)?.language !== undefined)
    const lines = changed.filter(({ key }) => !isScript(key))
    if (lines.length > 0)
      blocks.push({
        kind: 'table',
        columns: [termOf(words, title), ...columns],
        rows: lines.map((row) => [
          { text: termOf(words, row.name) },
          { text: shown(context, row.before) },
          { text: shown(context, row.after), tone: 'info' as const },
        ]),
      })
    if (!context.options.scripts) continue
    for (const { key } of changed.filter((row) => isScript(row.key)))
      for (const [index, all] of scripts.entries()) {
        const row = all.get(key)
        const heading = index === 0 ? words.policy.scriptBefore : words.policy.scriptAfter
        if (row?.language !== undefined) blocks.push(codeOf(row, heading))
      }
  }
  return blocks
}

function sectionBlocks(
  context: ReportContext,
  { title, rows }: ReadableSection,
  earlier: readonly ReadableSection[] | null,
): ReportBlock[] {
  const { options, words } = context
  const isBasics = title === readableWords.basics.title
  if (title === readableWords.assignments.title && !options.assignments) return []
  const shownRows = rows.filter((row) => !isBasics || !isSaidAbove(row))
  const before = new Map(
    earlier?.find((section) => section.title === title)?.rows.map((row) => [row.key, row.value] as const) ?? [],
  )
  const table: ReportCell[][] = []
  const code: ReportBlock[] = []
  const add = (row: ReadableRow, value: string | null): void => {
    const was = before.get(row.key) ?? null
    const hasChanged = earlier !== null && was !== value
    const isScript = row.language !== undefined
    if (isScript && options.scripts) {
      if (hasChanged && was !== null) code.push(codeOf({ ...row, value: was }, words.policy.scriptBefore))
      if (value !== null) code.push(codeOf(row, hasChanged ? words.policy.scriptAfter : termOf(words, row.name)))
      return
    }
    const shownWas = isScript ? (was === null ? words.policy.unset : words.policy.leftOut) : shown(context, was)
    const shownNow = value === null ? words.policy.removed : isScript ? words.policy.leftOut : shown(context, value)
    table.push([
      {
        text: termOf(words, row.name),
        ...(row.depth > 0 ? { depth: row.depth } : {}),
        ...(options.descriptions && row.description ? { small: row.description } : {}),
      },
      {
        text: shownNow,
        ...(hasChanged ? { tone: 'info' as const, small: words.policy.was(shownWas) } : {}),
      },
    ])
  }
  for (const row of shownRows) add(row, row.value)
  for (const row of earlier === null ? [] : goneRows(earlier, title, rows)) add(row, null)
  return [
    ...(table.length > 0
      ? [{ kind: 'table' as const, columns: [termOf(words, title), words.policy.value], rows: table }]
      : []),
    ...code,
  ]
}

/** The heading and the facts below it already say them. */
const isSaidAbove = ({ name }: ReadableRow): boolean =>
  [readableWords.basics.name, readableWords.basics.type, readableWords.basics.platform].includes(name as never)

function goneRows(earlier: readonly ReadableSection[], title: string, rows: readonly ReadableRow[]): ReadableRow[] {
  const now = new Set(rows.map((row) => row.key))
  return (earlier.find((section) => section.title === title)?.rows ?? []).filter((row) => !now.has(row.key))
}

const codeOf = (row: ReadableRow, title: string): ReportBlock => ({
  kind: 'code',
  language: row.language ?? 'text',
  title,
  text: row.value,
})

const shown = ({ words }: ReportContext, value: string | null): string =>
  value === null ? words.policy.unset : termOf(words, value)

/** The title of a type, also of one that this version doesn't know. */
export const typeTitle = (type: string): string => findPolicyType(type)?.title ?? type
