import { Button, Popover, PopoverSurface, PopoverTrigger } from '@fluentui/react-components'
import {
  ClockRegular,
  DocumentFolderRegular,
  ErrorCircleRegular,
  PlugConnectedRegular,
  PlugDisconnectedRegular,
} from '@fluentui/react-icons'
import { useEffect, type ReactElement, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Connection, ConnectionState } from '#contract/model/connection.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { queryClient, useAction, useConnected, useRead } from '#renderer/api/queries.ts'
import { at } from '#renderer/ui/format.ts'
import { useCountdown } from '#renderer/ui/use-countdown.ts'
import { words } from './words.ts'

/** Green is only what has just been seen to work. */
const icons: Readonly<Record<ConnectionState | 'gone', ReactElement>> = {
  demo: <PlugConnectedRegular />,
  imported: <DocumentFolderRegular />,
  untried: <PlugConnectedRegular className="quiet" />,
  connected: <PlugConnectedRegular className="success" />,
  throttled: <ClockRegular className="warning" />,
  signedOut: <PlugDisconnectedRegular className="warning" />,
  offline: <PlugDisconnectedRegular className="danger" />,
  expired: <PlugDisconnectedRegular className="danger" />,
  refused: <ErrorCircleRegular className="danger" />,
  gone: <PlugDisconnectedRegular className="danger" />,
}

/** The one place that says how the tenant is connected: as whom, with which rights, and what is in the way. */
export function ConnectionStatus({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [, navigate] = useLocation()
  const isHostThere = useConnected()
  const { data: connection } = useRead('tenants.connection', { tenantId: tenant.id })
  const attempt = useAction('tenants.tryConnection', (output) =>
    queryClient.setQueryData(['tenants.connection', { tenantId: tenant.id }], output),
  )
  useAttempts(connection, tenant, () => attempt.mutate({ tenantId: tenant.id }))
  const waits = useCountdown(connection?.waitsUntil ?? null)
  if (!connection) return null
  const state = isHostThere ? connection.state : 'gone'
  const { account, access, since, nextTry, problem } = connection
  const summary = words.connection.summary(state, account, waits)
  const facts: readonly (readonly [string, string])[] = [
    ...(account === null ? [] : [[words.connection.account, account] as const]),
    ...(access === null ? [] : [[words.connection.rights, words.connection.access[access]] as const]),
    ...(since === null ? [] : [[words.connection.since, at(since)] as const]),
    ...(nextTry === null ? [] : [[words.connection.nextTry, at(nextTry)] as const]),
    ...(waits === null ? [] : [[words.connection.throttled, words.connection.seconds(waits)] as const]),
    [
      words.connection.writing,
      tenant.unlockedUntil ? words.connection.writableUntil(at(tenant.unlockedUntil)) : words.lock.readOnly,
    ],
  ]
  return (
    <Popover trapFocus>
      <PopoverTrigger disableButtonEnhancement>
        <Button appearance="subtle" className="connection" icon={icons[state]} data-connection={state}>
          <span className="ellipsis" dir="auto">
            {summary}
          </span>
        </Button>
      </PopoverTrigger>
      <PopoverSurface className="connection-surface" aria-label={words.connection.label}>
        <b>{words.connection.titles[state]}</b>
        {problem ? (
          <p className="flush break">
            {problem.message} {problem.hint}
            {problem.requestId ? <span className="mono small block">{problem.requestId}</span> : null}
          </p>
        ) : (
          <p className="flush quiet">{words.connection.explained[state]}</p>
        )}
        <dl className="fact-list">
          {facts.map(([name, value]) => [
            <dt key={name}>{name}</dt>,
            <dd key={value} className="break" dir="auto">
              {value}
            </dd>,
          ])}
        </dl>
        <div className="row wrap">
          {state === 'signedOut' || state === 'expired' ? (
            <Button appearance="primary" onClick={() => navigate('/connect/sign-in')}>
              {words.connection.signIn}
            </Button>
          ) : null}
          {isAsked(connection) ? (
            <>
              <Button disabled={attempt.isPending} onClick={() => attempt.mutate({ tenantId: tenant.id })}>
                {attempt.isPending ? words.connection.trying : words.connection.tryNow}
              </Button>
              <Button onClick={() => navigate('/connect/check')}>{words.connection.check}</Button>
            </>
          ) : null}
        </div>
      </PopoverSurface>
    </Popover>
  )
}

/** Whether there is a service that can be asked. */
const isAsked = ({ state }: Connection): boolean => state !== 'demo' && state !== 'imported' && state !== 'signedOut'

/** Asks the service once when a tenant or an account is shown first, and again when it is time after a problem. */
function useAttempts(connection: Connection | undefined, tenant: Tenant, attempt: () => void): void {
  const isDue = connection?.state === 'untried' && tenant.archivedAt === null
  const nextTry = connection?.state === 'offline' ? connection.nextTry : null
  useEffect(() => {
    if (isDue) attempt()
    // One attempt for each tenant and account, however often this is drawn.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isDue, tenant.id, tenant.account])
  useEffect(() => {
    if (nextTry === null) return
    const timer = setTimeout(attempt, Math.max(0, Date.parse(nextTry) - Date.now()))
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [nextTry])
}
