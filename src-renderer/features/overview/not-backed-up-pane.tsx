import type { ReactNode } from 'react'
import { useRead } from '#renderer/api/queries.ts'
import { ErrorState, Loading } from '#renderer/ui/states.tsx'
import { words } from './words.ts'

/** What a backup leaves out on purpose, and why. */
export function NotBackedUpPane(): ReactNode {
  const left = useRead('app.notBackedUp', {})
  return (
    <section className="pane contract-pane" aria-label={words.coverage.notBackedUp}>
      <div className="pane-head">
        <h2>{words.coverage.notBackedUp}</h2>
      </div>
      {left.error ? (
        <ErrorState error={left.error.error} retry={() => void left.refetch()} />
      ) : !left.data ? (
        <Loading />
      ) : (
        <dl className="not-backed-up">
          {left.data.map(({ title, path, reason }) => (
            <div key={title}>
              <dt title={path ?? undefined}>{title}</dt>
              <dd>{reason}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}
