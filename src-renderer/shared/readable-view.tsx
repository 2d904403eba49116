import { Input, Link } from '@fluentui/react-components'
import { SearchRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import type { ReadableRow, ReadableSection } from '#contract/model/policies.ts'
import { SectionHead } from '#renderer/ui/section-head.tsx'
import { Pill } from '#renderer/ui/states.tsx'
import { useToggles } from '#renderer/ui/use-toggles.ts'
import { hasWords } from '#renderer/ui/has-words.ts'
import { TextBlock } from './text-block.tsx'
import { words } from './words.ts'
import '#renderer/ui/ui.css'

interface Props {
  readonly sections: readonly ReadableSection[]
  readonly empty: string
  readonly kind?: 'settings' | 'assignments'
  /** The text in the search box at first. */
  readonly find?: string
  /** Content beside each row. */
  readonly aside?: (row: ReadableRow) => ReactNode
}

/** The settings of a policy, grouped like in the admin center. */
export function ReadableView({ sections, empty, kind = 'settings', find = '', aside }: Props): ReactNode {
  const [text, setText] = useState(find)
  const [isClosed, toggle] = useToggles()
  const count = sections.reduce((sum, section) => sum + section.rows.length, 0)
  const shown =
    text.trim() === ''
      ? sections
      : sections
          .map((section) => ({
            ...section,
            rows: section.rows.filter((row) => hasWords(text, `${row.name} ${row.value}`)),
          }))
          .filter((section) => section.rows.length > 0)
  if (count === 0) return <p className="quiet inset">{empty}</p>
  return (
    <div data-readable>
      <div className="tool-row">
        <Input
          size="small"
          contentBefore={<SearchRegular />}
          placeholder={words.settings.find[kind].placeholder(count)}
          aria-label={words.settings.find[kind].label}
          value={text}
          onChange={(_event, data) => setText(data.value)}
        />
      </div>
      {shown.length === 0 ? (
        <p className="quiet inset">
          {words.settings.noMatch}{' '}
          <Link as="button" onClick={() => setText('')}>
            {words.settings.showAll}
          </Link>
        </p>
      ) : null}
      {shown.map((section) => (
        <section key={section.title} aria-label={section.title}>
          <SectionHead open={!isClosed(section.title)} onToggle={() => toggle(section.title)}>
            {section.title}
          </SectionHead>
          {isClosed(section.title)
            ? null
            : section.rows.map((row) => (
                <div
                  className={row.language ? 'settings-row whole' : 'settings-row'}
                  key={row.key}
                  title={row.description}
                >
                  <span className="nested" style={{ '--depth': row.depth }} dir="auto">
                    {row.name} {row.derived ? <Pill>{words.settings.fromId}</Pill> : null}
                  </span>
                  {row.language ? (
                    <TextBlock text={row.value} language={row.language} name={row.name} />
                  ) : (
                    <span className="value" dir="auto">
                      {row.value}
                    </span>
                  )}
                  {aside ? <span className="aside">{aside(row)}</span> : null}
                </div>
              ))}
        </section>
      ))}
    </div>
  )
}
