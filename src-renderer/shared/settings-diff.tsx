import type { ReactNode } from 'react'
import type { SettingsDiff } from '#contract/model/policies.ts'
import { TextDiff } from '#renderer/ui/code.tsx'
import { SectionHead } from '#renderer/ui/section-head.tsx'
import { Pill } from '#renderer/ui/states.tsx'
import { useToggles } from '#renderer/ui/use-toggles.ts'
import { TextBlock } from './text-block.tsx'
import { fileNameOf } from './text-file-name.ts'
import { words } from './words.ts'
import { ScrollArea } from '#renderer/ui/scroll-area.tsx'
import '#renderer/ui/ui.css'

const marks = { added: '+', removed: '–', changed: '~', same: '' } as const

type Row = SettingsDiff[number]['rows'][number]

interface Props {
  readonly diff: SettingsDiff
  /** The title of each side; null if nothing exists there, which leaves its column out. */
  readonly before: string | null
  readonly after: string | null
  readonly onlyChanges: boolean
}

/** Setting by setting, grouped by category: before on a red tint, after on a green one. */
export function SettingsDiffView({ diff, before, after, onlyChanges }: Props): ReactNode {
  const [isClosed, toggle] = useToggles()
  const sections = diff
    .map((section) => ({
      ...section,
      total: section.rows.length,
      rows: onlyChanges ? section.rows.filter((row) => row.kind !== 'same') : section.rows,
    }))
    .filter((section) => section.rows.length > 0)
  return (
    <ScrollArea data-settings-diff className={before === null || after === null ? 'one-sided' : ''}>
      <div className="diff-row diff-head strong small">
        <span />
        <span>{words.settings.setting}</span>
        {before === null ? null : <span>{before}</span>}
        {after === null ? null : <span>{after}</span>}
      </div>
      {sections.length === 0 ? <p className="quiet inset">{words.settings.noDifferences}</p> : null}
      {sections.map((section) => (
        <section key={section.title} aria-label={section.title}>
          <SectionHead open={!isClosed(section.title)} onToggle={() => toggle(section.title)}>
            {section.title} <span className="quiet">{words.settings.shownOf(section.rows.length, section.total)}</span>
          </SectionHead>
          {isClosed(section.title)
            ? null
            : section.rows.map((row) =>
                row.language ? (
                  <TextRow key={row.key} row={row} before={before} after={after} />
                ) : (
                  <div className="diff-row" key={row.key} data-change={row.kind}>
                    <RowHead row={row} />
                    {before === null ? null : <Value text={row.before} tint={row.kind === 'same' ? '' : 'old'} />}
                    {after === null ? null : <Value text={row.after} tint={row.kind === 'same' ? '' : 'new'} />}
                  </div>
                ),
              )}
        </section>
      ))}
    </ScrollArea>
  )
}

const Value = ({ text, tint }: { readonly text: string | null; readonly tint: string }): ReactNode => (
  <span>
    {text === null ? (
      <span className="quiet">{words.settings.notConfigured}</span>
    ) : (
      <span className={text === '' ? '' : tint} dir="auto">
        {text}
      </span>
    )}
  </span>
)

/** How a setting changed, and its name. */
function RowHead({ row }: { readonly row: Row }): ReactNode {
  return (
    <>
      <span className={`mark ${row.kind}`} aria-label={words.settings.changes[row.kind]}>
        {marks[row.kind]}
      </span>
      <span className="nested" style={{ '--depth': row.depth }} dir="auto">
        {row.name} {row.derived ? <Pill>{words.settings.fromId}</Pill> : null}
      </span>
    </>
  )
}

/** A text of its own, such as a script: line by line, over the whole width. */
function TextRow({ row, before, after }: Pick<Props, 'before' | 'after'> & { readonly row: Row }): ReactNode {
  const { language = 'text' } = row
  return (
    <div className="diff-row whole" data-change={row.kind}>
      <RowHead row={row} />
      {row.kind !== 'changed' ? (
        <TextBlock text={row.after ?? row.before ?? ''} language={language} name={row.name} />
      ) : (
        <TextDiff
          before={{ title: before ?? '', text: row.before ?? '' }}
          after={{ title: after ?? '', text: row.after ?? '' }}
          language={language}
          label={row.name}
          name={fileNameOf(row.name, language)}
        />
      )}
    </div>
  )
}
