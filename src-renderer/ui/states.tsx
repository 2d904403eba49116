import { Button, Spinner } from '@fluentui/react-components'
import { CopyRegular, ErrorCircleRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { words } from './words.ts'
import './ui.css'

/** An empty screen: what is missing, what it means, and the one action that fills it. */
export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  readonly icon: ReactNode
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
}): ReactNode {
  return (
    <div className="state-box">
      <span className="disc">{icon}</span>
      <h2>{title}</h2>
      <p>{children}</p>
      {action}
    </div>
  )
}

/** What the user reads about an error. */
export interface ShownError {
  readonly code: string
  readonly message: string
  readonly hint?: string | undefined
  readonly requestId?: string | undefined
}

/** What happened, what to do, and Graph's request id to copy. */
export function ErrorState({ error, retry }: { readonly error: ShownError; readonly retry?: () => void }): ReactNode {
  const facts = [[words.errorCode, error.code], ...(error.requestId ? [[words.requestId, error.requestId]] : [])]
  return (
    <div className="state-box" role="alert">
      <span className="disc danger">
        <ErrorCircleRegular fontSize={28} />
      </span>
      <h2>{error.message}</h2>
      <p>{error.hint}</p>
      <div className="facts mono">
        {facts.map(([name, value]) => [<span key={name}>{name}</span>, <span key={`${name}-value`}>{value}</span>])}
      </div>
      <div className="row">
        {retry ? (
          <Button appearance="primary" onClick={retry}>
            {words.tryAgain}
          </Button>
        ) : null}
        <Button
          icon={<CopyRegular />}
          onClick={() =>
            void navigator.clipboard.writeText([error.message, ...facts.map((fact) => fact.join(' '))].join('\n'))
          }
        >
          {words.copyDetails}
        </Button>
      </div>
    </div>
  )
}

export const Loading = ({ label = words.loading }: { readonly label?: string }): ReactNode => (
  <div className="state-box">
    <Spinner size="small" label={label} />
  </div>
)

export type Tone = 'plain' | 'brand' | 'success' | 'warning' | 'danger'

/** A short label in the color of its meaning. */
export const Pill = ({
  tone = 'plain',
  children,
}: {
  readonly tone?: Tone
  readonly children: ReactNode
}): ReactNode => <span className={`pill ${tone}`}>{children}</span>
