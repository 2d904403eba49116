import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useRead } from '#renderer/api/queries.ts'
import { words } from './words.ts'

/** What somebody should know about this start of the app, until it is read. */
export function NoticeBar(): ReactNode {
  const shell = useRead('shell.get', {})
  const [read, setRead] = useState<ReadonlySet<string>>(new Set())
  return (shell.data?.notices ?? [])
    .filter((notice) => !read.has(notice))
    .map((notice) => (
      <MessageBar key={notice} intent="warning" layout="multiline" shape="square">
        <MessageBarBody>{notice}</MessageBarBody>
        <MessageBarActions
          containerAction={
            <Button
              appearance="transparent"
              aria-label={words.notices.dismiss}
              icon={<DismissRegular />}
              onClick={() => setRead(new Set([...read, notice]))}
            />
          }
        />
      </MessageBar>
    ))
}
