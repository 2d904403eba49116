import { Link, ProgressBar } from '@fluentui/react-components'
import { ArrowSyncRegular, CheckmarkCircleRegular, ErrorCircleRegular, WarningRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Tenant } from '#contract/model/tenants.ts'
import { useRead } from '#renderer/api/queries.ts'
import { when, timeZone } from '#renderer/ui/format.ts'
import { Pill } from '#renderer/ui/states.tsx'
import { useCountdown } from '#renderer/ui/use-countdown.ts'
import { isRunning, runProgress, runTitle, runSummary } from '#renderer/shared/run-words.ts'
import { words } from './words.ts'

/** The line at the bottom: what runs now, or what ran last. */
export function RunBar({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [, navigate] = useLocation()
  const runs = useRead('runs.list', { tenantId: tenant.id })
  const running = runs.data?.find(isRunning)
  const last = running ?? runs.data?.[0]
  const waits = useCountdown(running?.waitingUntil ?? null)
  const tenants = useRead('tenants.list', {})
  const others = useRead('runs.active', {}).data?.filter((run) => run.tenantId !== tenant.id) ?? []
  const nameOf = (id: string) => tenants.data?.find((entry) => entry.id === id)?.name ?? words.runBar.anotherTenant
  return (
    <footer className="run-bar" data-running={running ? 'yes' : 'no'}>
      {running ? (
        <>
          <ArrowSyncRegular />
          <span>
            <b>{runTitle(running)}</b> {running.title}
          </span>
          <ProgressBar
            aria-label={words.runBar.progress}
            className="bar"
            {...(running.total > 0 ? { value: runProgress(running) } : {})}
          />
          <span>
            {running.phase ??
              words.runBar.itemsDone(
                running.total - (running.counts.pending ?? 0) - (running.counts.running ?? 0),
                running.total,
              )}
          </span>
          <span className="quiet">{words.runBar.requests(running.requests, running.throttled)}</span>
          {waits === null ? null : <Pill tone="warning">{words.runBar.throttled(waits)}</Pill>}
        </>
      ) : last ? (
        <>
          {last.status === 'succeeded' ? (
            <CheckmarkCircleRegular className="success" />
          ) : last.status === 'failed' ? (
            <ErrorCircleRegular className="danger" />
          ) : (
            <WarningRegular className="warning" />
          )}
          <span>
            {words.runBar.idle} <b>{runTitle(last)}</b>
            {words.runBar.last(when(last.endedAt), runSummary(last))}
          </span>
          <Link className="size-12" as="button" onClick={() => navigate(`/runs/${last.id}`)}>
            {words.runBar.viewRun}
          </Link>
        </>
      ) : (
        <span className="quiet">{runs.data ? words.runBar.none : ''}</span>
      )}
      <span className="end">
        {others[0] ? (
          <span className="quiet">
            <b>{runTitle(others[0])}</b> {words.runBar.elsewhere(nameOf(others[0].tenantId), others.length - 1)}
          </span>
        ) : null}
        <span className="quiet">{words.runBar.localTime(timeZone())}</span>
        <a
          href="#/runs"
          onClick={(event) => {
            event.preventDefault()
            navigate(running ? `/runs/${running.id}` : '/runs')
          }}
        >
          {running ? words.runBar.viewRun : words.runBar.allRuns}
        </a>
      </span>
    </footer>
  )
}
