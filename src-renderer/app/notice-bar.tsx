import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useRead } from '#renderer/api/queries.ts'
import { words } from './words.ts'

interface Notice {
  readonly text: string
  readonly intent: 'warning' | 'success' | 'error'
}

/** What somebody should know about this start of the app and its database, until it is read. */
export function NoticeBar(): ReactNode {
  const shell = useRead('shell.get', {})
  const storage = useRead('storage.get', {})
  const [read, setRead] = useState<ReadonlySet<string>>(new Set())
  const { outcome = null, copyProblem = null } = storage.data ?? {}
  const notices: readonly Notice[] = [
    ...(shell.data?.notices ?? []).map((text) => ({ text, intent: 'warning' as const })),
    ...(outcome
      ? [
          {
            text: [outcome.sentence, ...outcome.details].join(' '),
            intent: outcome.hasFailed ? ('error' as const) : ('success' as const),
          },
        ]
      : []),
    ...(copyProblem === null ? [] : [{ text: copyProblem, intent: 'warning' as const }]),
  ]
  return notices
    .filter(({ text }) => !read.has(text))
    .map(({ text, intent }) => (
      <MessageBar key={text} intent={intent} layout="multiline" shape="square">
        <MessageBarBody>{text}</MessageBarBody>
        <MessageBarActions
          containerAction={
            <Button
              appearance="transparent"
              aria-label={words.notices.dismiss}
              icon={<DismissRegular />}
              onClick={() => setRead(new Set([...read, text]))}
            />
          }
        />
      </MessageBar>
    ))
}
