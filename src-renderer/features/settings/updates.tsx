import { Button, ProgressBar, Switch } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import type { UpdateState } from '#contract/model/shell.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { when } from '#renderer/ui/format.ts'
import { ScrollArea } from '#renderer/ui/scroll-area.tsx'
import { words } from './words.ts'

/** Whether TenantAtlas looks for updates, what it found, and the next step. */
export function Updates(): ReactNode {
  const updates = useRead('shell.get', {}).data?.updates ?? null
  const turn = useAction('shell.checkForUpdates')
  const step = useAction('shell.update')
  if (updates === null) return null
  const refused = (turn.error ?? step.error)?.error
  const text = words.updates
  if (updates.how === 'none')
    return (
      <section className="pane" aria-label={text.title}>
        <div className="pane-head">
          <h2>{text.title}</h2>
        </div>
        <p className="fact-foot flush quiet">{text.none}</p>
      </section>
    )
  const isBusy = updates.phase === 'checking' || updates.phase === 'downloading'
  return (
    <section className="pane" aria-label={text.title}>
      <div className="pane-head">
        <h2>{text.title}</h2>
      </div>
      <div className="stack fact-foot">
        <Switch
          label={text.daily}
          checked={updates.isOn}
          onChange={(_event, data) => turn.mutate({ on: data.checked })}
        />
        <p className="quiet small flush">{text.privacy}</p>
        <p className="flush" role="status">
          {text.phase(updates)} {updates.checkedAt ? text.checked(when(updates.checkedAt)) : ''}
        </p>
        {updates.phase === 'downloading' ? (
          <ProgressBar aria-label={text.progress} value={(updates.percent ?? 0) / 100} />
        ) : null}
        {updates.error || refused ? (
          <p className="danger flush" role="alert">
            {updates.error} {refused ? `${refused.message} ${refused.hint ?? ''}` : null}
          </p>
        ) : null}
        {updates.notes ? (
          <ScrollArea className="release-notes" role="region" aria-label={text.notes}>
            {updates.notes}
          </ScrollArea>
        ) : null}
        <span className="row">
          <NextStep updates={updates} onStep={(next) => step.mutate({ step: next })} />
          <Button
            size="small"
            disabled={isBusy || updates.phase === 'ready'}
            onClick={() => step.mutate({ step: 'check' })}
          >
            {text.check}
          </Button>
        </span>
      </div>
    </section>
  )
}

/** The button for what comes after what was found. */
function NextStep({
  updates,
  onStep,
}: {
  readonly updates: UpdateState
  readonly onStep: (step: 'download' | 'install' | 'openPage') => void
}): ReactNode {
  const next =
    updates.phase === 'ready'
      ? 'install'
      : updates.phase === 'available'
        ? updates.how === 'install'
          ? 'download'
          : 'openPage'
        : null
  return next === null ? null : (
    <Button size="small" appearance="primary" onClick={() => onStep(next)}>
      {words.updates.steps[next]}
    </Button>
  )
}
