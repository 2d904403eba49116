import { Input } from '@fluentui/react-components'
import { DesktopRegular, PeopleTeamRegular, PersonRegular, SearchRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import type { NamedSubject, Subject } from '#contract/model/recipients.ts'
import { useRead } from '#renderer/api/queries.ts'
import { ErrorState } from '#renderer/ui/states.tsx'
import { ScrollArea } from '#renderer/ui/scroll-area.tsx'
import { useDebounced } from '#renderer/ui/use-debounced.ts'
import { words } from './words.ts'

const icons: Readonly<Record<Subject['kind'], ReactNode>> = {
  user: <PersonRegular />,
  device: <DesktopRegular />,
  group: <PeopleTeamRegular />,
}

/** A search ends there (the contract of `recipients.find`). */
const mostShown = 50

/** The icon of a user, a device or a group. */
export const SubjectIcon = ({ kind }: { readonly kind: Subject['kind'] }): ReactNode => (
  <span title={words.search.kinds[kind]}>{icons[kind]}</span>
)

/** Finds users, devices and groups by name. */
export function SubjectSearch({
  tenantId,
  current,
  onChoose,
}: {
  readonly tenantId: string
  readonly current: Subject | null
  readonly onChoose: (subject: NamedSubject) => void
}): ReactNode {
  const [text, setText] = useState('')
  const asked = useDebounced(text, 120)
  const found = useRead('recipients.find', { tenantId, text: asked })
  return (
    <>
      <div className="tool-row">
        <Input
          className="grow"
          size="small"
          contentBefore={<SearchRegular />}
          aria-label={words.search.label}
          placeholder={words.search.placeholder}
          value={text}
          onChange={(_event, data) => setText(data.value)}
        />
      </div>
      {found.error ? (
        <ErrorState error={found.error.error} />
      ) : found.data?.length === 0 ? (
        <p className="quiet small inset">{words.search.none}</p>
      ) : (
        <ScrollArea>
          <ul className="plain-list choice-list" aria-label={words.search.results}>
            {found.data?.map((subject) => (
              <li key={`${subject.kind}/${subject.id}`}>
                <button
                  type="button"
                  className={`list-choice ${subject.kind === current?.kind && subject.id === current.id ? 'current' : ''}`}
                  aria-current={subject.kind === current?.kind && subject.id === current.id}
                  onClick={() => onChoose(subject)}
                >
                  <SubjectIcon kind={subject.kind} />
                  <span className="two-lines">
                    <span className="ellipsis" dir="auto" title={subject.name}>
                      {subject.name}
                    </span>
                    <span className="small quiet ellipsis" title={subject.detail}>
                      {subject.detail}
                    </span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
          {found.data?.length === mostShown ? (
            <p className="quiet small inset">{words.search.most(mostShown)}</p>
          ) : null}
        </ScrollArea>
      )}
    </>
  )
}
