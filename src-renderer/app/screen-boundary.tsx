import { Button } from '@fluentui/react-components'
import { ArrowClockwiseRegular, WarningRegular } from '@fluentui/react-icons'
import { Component, type ReactNode } from 'react'
import { EmptyState } from '#renderer/ui/states.tsx'
import { words } from './words.ts'

interface Props {
  /** The address: another one is another attempt. */
  readonly at: string
  readonly children: ReactNode
}

interface State {
  readonly hasFailed: boolean
  readonly at: string
}

/** In place of a screen that couldn't be loaded or shown, for example after an update under an open page. */
export class ScreenBoundary extends Component<Props, State> {
  override state: State = { hasFailed: false, at: this.props.at }

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true }
  }

  static getDerivedStateFromProps({ at }: Props, state: State): State | null {
    return at === state.at ? null : { hasFailed: false, at }
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children
    return (
      <EmptyState
        icon={<WarningRegular fontSize={28} />}
        title={words.screenFailed.title}
        action={
          <Button appearance="primary" icon={<ArrowClockwiseRegular />} onClick={() => window.location.reload()}>
            {words.screenFailed.reload}
          </Button>
        }
      >
        {words.screenFailed.body}
      </EmptyState>
    )
  }
}
