import {
  Button,
  Link,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Toast,
  ToastBody,
  Toaster,
  ToastFooter,
  ToastTitle,
  ToastTrigger,
  useId,
  useToastController,
} from '@fluentui/react-components'
import { AlertRegular, DismissRegular } from '@fluentui/react-icons'
import { useEffect, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { events } from '#contract/events.ts'
import type { Notification } from '#contract/model/notifications.ts'
import { onEvent } from '#renderer/api/client.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { when } from '#renderer/ui/format.ts'
import { Pill } from '#renderer/ui/states.tsx'
import { useSession } from '#renderer/shared/session.ts'
import { words } from './words.ts'

const intents = { success: 'success', warning: 'warning', danger: 'error' } as const

/** Notifications about runs that ended: as toasts and as a list, each with a link to its run. */
export function Notifications(): ReactNode {
  const toaster = useId('toaster')
  const { dispatchToast } = useToastController(toaster)
  const [, navigate] = useLocation()
  const setTenant = useSession((session) => session.setTenant)
  const list = useRead('notifications.list', {})
  const markRead = useAction('notifications.markRead', () => void list.refetch())
  const refetch = list.refetch
  useEffect(() => {
    const open = (tenantId: string, runId: string): void => {
      setTenant(tenantId)
      navigate(`/runs/${runId}`)
    }
    return onEvent((event, data) => {
      if (event === 'run.opened') {
        const opened = events['run.opened'].safeParse(data)
        if (opened.success) open(opened.data.tenantId, opened.data.runId)
      }
      if (event === 'page.opened') {
        const opened = events['page.opened'].safeParse(data)
        if (opened.success) {
          setTenant(opened.data.tenantId)
          navigate(opened.data.page)
        }
      }
      if (event !== 'notification.added') return
      void refetch()
      const added = events['notification.added'].safeParse(data)
      if (!added.success) return
      const { tenantId, runId, title, body, tone } = added.data
      // No toast for a run that is on the screen, nor for a success in the current tenant: the bar at the bottom shows both.
      if (window.location.hash.includes(runId) || (tone === 'success' && tenantId === useSession.getState().tenantId))
        return
      dispatchToast(
        <Toast>
          <ToastTitle
            action={
              <ToastTrigger>
                <Button
                  size="small"
                  appearance="transparent"
                  icon={<DismissRegular />}
                  aria-label={words.notifications.dismiss}
                />
              </ToastTrigger>
            }
          >
            {title}
          </ToastTitle>
          <ToastBody>
            <span dir="auto">{body}</span>
          </ToastBody>
          <ToastFooter>
            <Link as="button" onClick={() => open(tenantId, runId)}>
              {words.notifications.viewRun}
            </Link>
          </ToastFooter>
        </Toast>,
        {
          intent: intents[tone],
          timeout: tone === 'success' ? 5_000 : 15_000,
          pauseOnHover: true,
          pauseOnWindowBlur: true,
        },
      )
    })
  }, [dispatchToast, navigate, refetch, setTenant])
  const unread = list.data?.filter((entry) => entry.readAt === null) ?? []
  return (
    <>
      {/* Where no page has a button that goes on: those stand at the top and at the bottom on the other side. */}
      <Toaster toasterId={toaster} position="bottom-start" offset={{ vertical: 44, horizontal: 12 }} />
      <Popover
        positioning="below-end"
        onOpenChange={(_event, { open }) => (open && unread.length > 0 ? markRead.mutate({ ids: 'all' }) : undefined)}
      >
        <PopoverTrigger disableButtonEnhancement>
          <Button
            appearance="subtle"
            icon={<AlertRegular />}
            aria-label={unread.length > 0 ? words.notifications.unread(unread.length) : words.notifications.label}
          >
            {unread.length > 0 ? <span className="small strong">{unread.length}</span> : null}
          </Button>
        </PopoverTrigger>
        <PopoverSurface className="notifications" aria-label={words.notifications.label}>
          {list.data?.length ? (
            list.data.map((entry) => (
              <Entry
                key={entry.id}
                entry={entry}
                onOpen={() => {
                  setTenant(entry.tenantId)
                  navigate(`/runs/${entry.runId}`)
                }}
              />
            ))
          ) : (
            <p className="quiet pad flush">{words.notifications.none}</p>
          )}
        </PopoverSurface>
      </Popover>
    </>
  )
}

const Entry = ({ entry, onOpen }: { readonly entry: Notification; readonly onOpen: () => void }): ReactNode => (
  <div className="row pad top">
    <Pill tone={entry.tone}>{words.notifications.tones[entry.tone]}</Pill>
    <span className="grow">
      <b>{entry.title}</b>
      <span className="small quiet block" dir="auto">
        {entry.body} · {when(entry.at)}
      </span>
    </span>
    <Link as="button" onClick={onOpen}>
      {words.notifications.viewRun}
    </Link>
  </div>
)
