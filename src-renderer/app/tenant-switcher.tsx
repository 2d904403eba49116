import { Button, Input, Popover, PopoverSurface, PopoverTrigger } from '@fluentui/react-components'
import {
  AddRegular,
  ArrowSyncRegular,
  BuildingMultipleRegular,
  CheckmarkRegular,
  ChevronUpDownRegular,
  LockClosedRegular,
  LockOpenFilled,
  SearchRegular,
  SettingsRegular,
} from '@fluentui/react-icons'
import { useState, type KeyboardEvent, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Tenant } from '#contract/model/tenants.ts'
import { useRead } from '#renderer/api/queries.ts'
import { when } from '#renderer/ui/format.ts'
import { Pill } from '#renderer/ui/states.tsx'
import { Avatar } from '#renderer/shared/avatar.tsx'
import { useSession } from '#renderer/shared/session.ts'
import { hasWords } from '#renderer/ui/has-words.ts'
import { words } from './words.ts'

/** The current tenant, and the way to another one: environment, age and lock of each. */
export function TenantSwitcher({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [, navigate] = useLocation()
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const tenants = useRead('tenants.list', {})
  const active = useRead('runs.active', {})
  const setTenant = useSession((session) => session.setTenant)
  const recent = useSession((session) => session.recent)
  const shown = recentFirst(
    (tenants.data ?? []).filter((entry) => entry.archivedAt === null && hasWords(text, searchTextOf(entry))),
    text.trim() === '' ? recent : [],
  )
  const runsOf = (id: string) => active.data?.filter((run) => run.tenantId === id).length ?? 0

  function go(path: string): void {
    setOpen(false)
    navigate(path)
  }

  function choose(id: string): void {
    setOpen(false)
    if (id === tenant.id) return
    navigate('/inventory')
    setTenant(id)
  }

  function onKey(event: KeyboardEvent<HTMLElement>): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    const options = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=option]')]
    const at = options.findIndex((option) => option === document.activeElement)
    options[Math.max(0, Math.min(options.length - 1, at + step))]?.focus()
    event.preventDefault()
  }

  return (
    <Popover open={open} onOpenChange={(_event, data) => setOpen(data.open)} positioning="below-start">
      <PopoverTrigger disableButtonEnhancement>
        <button type="button" className="tenant" title={tenant.name}>
          <Avatar tenant={tenant} />
          <span className="word ellipsis">
            <b dir="auto">{tenant.name}</b>
            <small>{words.environment(tenant.environment)}</small>
          </span>
          <ChevronUpDownRegular className="word" />
        </button>
      </PopoverTrigger>
      <PopoverSurface className="switcher" aria-label={words.switcher.label} onKeyDown={onKey}>
        <Input
          contentBefore={<SearchRegular />}
          autoFocus
          placeholder={words.switcher.find}
          aria-label={words.switcher.find}
          value={text}
          onChange={(_event, data) => setText(data.value)}
        />
        <div role="listbox" aria-label={words.switcher.label} className="tenants">
          {shown.map((entry) => (
            <button
              key={entry.id}
              type="button"
              role="option"
              aria-selected={entry.id === tenant.id}
              className="choice"
              onClick={() => choose(entry.id)}
            >
              <Avatar tenant={entry} />
              <span className="ellipsis">
                <b dir="auto" className="block break">
                  {entry.name}
                </b>
                <span className="quiet small">
                  {words.environment(entry.environment)} ·{' '}
                  {entry.signIn === 'demo'
                    ? words.switcher.demo
                    : entry.lastSyncAt
                      ? words.switcher.synced(when(entry.lastSyncAt))
                      : words.switcher.neverSynced}
                  {entry.account ? `, ${entry.account}` : ''}
                </span>
              </span>
              <span className="row end">
                {runsOf(entry.id) > 0 ? (
                  <Pill tone="brand">
                    <ArrowSyncRegular /> {words.switcher.runs(runsOf(entry.id))}
                  </Pill>
                ) : null}
                {entry.unlockedUntil ? (
                  <Pill tone="warning">
                    <LockOpenFilled /> {words.lock.open}
                  </Pill>
                ) : (
                  <Pill>
                    <LockClosedRegular /> {words.lock.readOnly}
                  </Pill>
                )}
                {entry.id === tenant.id ? <CheckmarkRegular /> : null}
              </span>
            </button>
          ))}
          {shown.length === 0 ? <p className="quiet small">{words.switcher.none}</p> : null}
        </div>
        <div className="row">
          <Button appearance="subtle" icon={<BuildingMultipleRegular />} onClick={() => go('/tenants')}>
            {words.screens.tenants}
          </Button>
          <Button appearance="subtle" icon={<AddRegular />} onClick={() => go('/connect')}>
            {words.switcher.connect}
          </Button>
          <Button appearance="subtle" icon={<SettingsRegular />} onClick={() => go('/settings')}>
            {words.switcher.manage}
          </Button>
        </div>
        <p className="quiet small note">{words.switcher.note(tenant.name)}</p>
      </PopoverSurface>
    </Popover>
  )
}

/** What somebody may remember of a tenant. */
const searchTextOf = (tenant: Tenant): string =>
  `${tenant.name} ${words.environment(tenant.environment)} ${tenant.account ?? ''} ${tenant.id}`

/** The tenants that were shown last come first, and then the others by their names. */
function recentFirst(tenants: readonly Tenant[], recent: readonly string[]): readonly Tenant[] {
  const place = ({ id }: Tenant): number => (recent.includes(id) ? recent.indexOf(id) : recent.length)
  return tenants.toSorted((left, right) => place(left) - place(right) || left.name.localeCompare(right.name))
}
