import { Button } from '@fluentui/react-components'
import {
  AddRegular,
  AlertRegular,
  DesktopRegular,
  LinkRegular,
  MailRegular,
  PeopleTeamRegular,
} from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { AlertChannel } from '#contract/model/alerts.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import { at, when } from '#renderer/ui/format.ts'
import { ErrorState, Loading } from '#renderer/ui/states.tsx'
import { ChannelDialog } from './channel-dialog.tsx'
import { words } from './words.ts'

const icons: Readonly<Record<AlertChannel['kind'], ReactNode>> = {
  teams: <PeopleTeamRegular fontSize={20} />,
  webhook: <LinkRegular fontSize={20} />,
  mail: <MailRegular fontSize={20} />,
  system: <DesktopRegular fontSize={20} />,
}

/** Where alerts of a tenant are sent to, with the last message of each channel. */
export function ChannelsPane({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [, navigate] = useLocation()
  const channels = useRead('alerts.channels', { tenantId: tenant.id })
  const refetch = (): void => void channels.refetch()
  const [tested, setTested] = useState<{ readonly name: string; readonly problem: string | null } | null>(null)
  const test = useAction('alerts.test')
  const check = useAction('alerts.check', refetch)
  const again = useAction('alerts.sendAgain', () => check.mutate({}))
  const [editing, setEditing] = useState<AlertChannel | 'new' | null>(null)
  const [removing, setRemoving] = useState<AlertChannel | null>(null)
  const remove = useAction('alerts.removeChannel', () => setRemoving(null))
  const error = (test.error ?? again.error ?? check.error)?.error
  const isBusy = test.isPending || again.isPending || check.isPending
  /** What was said of one channel isn't about the next one. */
  function begin(work: () => void): void {
    setTested(null)
    for (const action of [test, again, check, remove]) action.reset()
    work()
  }
  return (
    <section className="pane" aria-label={words.title}>
      <div className="pane-head">
        <h2 dir="auto">{words.pane.title(tenant.name)}</h2>
        <span className="row end">
          <Button size="small" icon={<AlertRegular />} onClick={() => navigate('/alerts')}>
            {words.pane.show}
          </Button>
          <Button size="small" icon={<AddRegular />} onClick={() => begin(() => setEditing('new'))}>
            {words.pane.add}
          </Button>
        </span>
      </div>
      {error ? (
        <p className="fact-foot danger flush" role="alert">
          {error.message} {error.hint}
        </p>
      ) : tested ? (
        <p
          className={tested.problem === null ? 'fact-foot quiet flush' : 'fact-foot danger flush'}
          role={tested.problem === null ? 'status' : 'alert'}
        >
          {tested.problem === null
            ? words.pane.tested(tested.name)
            : words.pane.notArrived(tested.name, tested.problem)}
        </p>
      ) : null}
      {channels.error ? (
        <ErrorState error={channels.error.error} retry={() => void channels.refetch()} />
      ) : !channels.data ? (
        <Loading />
      ) : channels.data.length === 0 ? (
        <p className="fact-foot quiet flush">
          {words.pane.none} {words.pane.intro}
        </p>
      ) : (
        channels.data.map((channel) => (
          <div key={channel.id} className="tenant-line" data-channel={channel.name}>
            {icons[channel.kind]}
            <div className="ellipsis">
              <span className="row">
                <b dir="auto" className="ellipsis">
                  {channel.name}
                </b>
              </span>
              <span className="quiet small ellipsis" title={channel.last?.problem ?? undefined}>
                {channel.shown} · <LastMessage channel={channel} />
              </span>
            </div>
            <span className="row end">
              {channel.failed > 0 ? (
                <Button
                  size="small"
                  disabled={isBusy}
                  onClick={() => begin(() => again.mutate({ tenantId: tenant.id, channelId: channel.id }))}
                >
                  {words.pane.again(channel.failed)}
                </Button>
              ) : null}
              <Button
                size="small"
                disabled={isBusy}
                onClick={() =>
                  begin(() =>
                    test.mutate(
                      { tenantId: tenant.id, channelId: channel.id },
                      { onSuccess: ({ problem }) => setTested({ name: channel.name, problem }) },
                    ),
                  )
                }
              >
                {words.pane.test}
              </Button>
              <Button size="small" onClick={() => begin(() => setEditing(channel))}>
                {words.pane.edit}
              </Button>
              <Button size="small" onClick={() => begin(() => setRemoving(channel))}>
                {words.pane.remove}
              </Button>
            </span>
          </div>
        ))
      )}
      {editing === null ? null : (
        <ChannelDialog tenant={tenant} channel={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
      {removing === null ? null : (
        <FormDialog
          title={words.pane.removeTitle(removing.name)}
          action={words.pane.remove}
          disabled={remove.isPending}
          error={remove.error}
          onClose={() => setRemoving(null)}
          onSubmit={() => remove.mutate({ tenantId: tenant.id, channelId: removing.id })}
        >
          {words.pane.removeBody}
        </FormDialog>
      )}
    </section>
  )
}

function LastMessage({ channel: { last } }: { readonly channel: AlertChannel }): ReactNode {
  if (last === null) return words.pane.neverSent
  if (last.state === 'sent' && last.problem === null) return words.pane.sent(when(last.at))
  if (last.state === 'sending') return words.states.sending
  return (
    <span className="danger">
      {last.state === 'sent'
        ? words.pane.sent(when(last.at))
        : last.state === 'failed'
          ? words.pane.failed
          : words.pane.tryAgain(at(last.at))}{' '}
      {last.problem}
    </span>
  )
}
