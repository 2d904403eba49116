import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useConnected } from '#renderer/api/queries.ts'
import { words } from './words.ts'

/** Shows that the host process doesn't respond; what was loaded stays on the screen. */
export function OfflineBar(): ReactNode {
  const connected = useConnected()
  if (connected) return null
  return (
    <MessageBar intent="warning" className="offline-bar">
      <MessageBarBody>
        <MessageBarTitle>{words.hostGone.title}</MessageBarTitle>
        {words.hostGone.body}
      </MessageBarBody>
    </MessageBar>
  )
}
