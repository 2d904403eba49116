import { Dialog, DialogSurface, Switch } from '@fluentui/react-components'
import {
  ArrowRightRegular,
  CodeRegular,
  DocumentRegular,
  NumberSymbolRegular,
  SearchRegular,
  SettingsRegular,
} from '@fluentui/react-icons'
import { useDeferredValue, useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { SearchHit } from '#contract/model/search.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useRead } from '#renderer/api/queries.ts'
import { useSession } from '#renderer/shared/session.ts'
import { at, count } from '#renderer/ui/format.ts'
import { Pill } from '#renderer/ui/states.tsx'
import { useSearchHit } from '#renderer/shared/search-hit.ts'
import { findCommands, type Command } from './commands.ts'
import { Marked } from './marked.tsx'
import { carryOut } from '#renderer/shared/refused.ts'
import { words } from './words.ts'
import './search.css'

type Place = 'settings' | 'names' | 'scripts' | 'ids'
const places: readonly (readonly [Place, ReactNode])[] = [
  ['settings', <SettingsRegular key="settings" fontSize={20} />],
  ['names', <DocumentRegular key="names" fontSize={20} />],
  ['scripts', <CodeRegular key="scripts" fontSize={20} />],
  ['ids', <NumberSymbolRegular key="ids" fontSize={20} />],
]
/** What a first character asks for: commands, an id, a setting's value. */
const prefixes: Readonly<Record<string, readonly (Place | 'commands')[]>> = {
  '>': ['commands'],
  '#': ['ids'],
  '=': ['settings'],
}

type Entry =
  | { readonly key: string; readonly place: Place; readonly hit: SearchHit; readonly icon: ReactNode }
  | { readonly key: string; readonly place: 'commands'; readonly command: Command }

/** Finds names, settings with values, script text, IDs and commands by a few words, from every screen. */
export function SearchPalette({
  tenant,
  onClose,
}: {
  readonly tenant: Tenant
  readonly onClose: () => void
}): ReactNode {
  const [, navigate] = useLocation()
  const setTenant = useSession((session) => session.setTenant)
  const setHit = useSearchHit((found) => found.setHit)
  const [text, setText] = useState('')
  const [place, setPlace] = useState<Place | 'commands' | 'all'>('all')
  const [older, setOlder] = useState(false)
  const [everywhere, setEverywhere] = useState(false)
  const [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const only = prefixes[text.charAt(0)]
  const typed = (only ? text.slice(1) : text).trim()
  const asked = useDeferredValue(typed)
  const enterPressed = useRef(false)
  const answer = useRead(
    'search.find',
    asked.length < 2 || only?.[0] === 'commands'
      ? null
      : { text: asked, current: !older, limit: 12, ...(everywhere ? {} : { tenantId: tenant.id }) },
  )
  const parts = asked.match(/[\p{L}\p{N}]+/gu) ?? []
  const hits = asked.length < 2 || only?.[0] === 'commands' ? undefined : answer.data
  // Plain words occur in many IDs by chance: IDs are shown among the rest only where the text looks like one.
  const isListed = (name: Place | 'commands') => name !== 'ids' || /[\d_-]/.test(asked)
  const isAsked = (name: Place | 'commands') =>
    only ? only.includes(name) : place === name || (place === 'all' && isListed(name))
  const tenants = useRead('tenants.list', {})
  const commands = findCommands(typed, tenant, tenants.data ?? []).slice(0, only ? 100 : 4)
  // The list may still show the results of the text before.
  const isOutdated =
    only?.[0] !== 'commands' && typed.length >= 2 && (asked !== typed || answer.isPlaceholderData || answer.isPending)
  const entries: Entry[] = [
    ...places.flatMap(([name, icon]) =>
      (isAsked(name) ? (hits?.[name] ?? []) : []).map((hit): Entry => ({
        key: `${name}/${hit.versionId}`,
        place: name,
        hit,
        icon,
      })),
    ),
    ...(isAsked('commands') ? commands : []).map((command): Entry => ({
      key: `commands/${command.title}`,
      place: 'commands',
      command,
    })),
  ]
  const current = entries[Math.min(at, entries.length - 1)]

  function open(entry: Entry): void {
    onClose()
    if (entry.place === 'commands') return carryOut(() => entry.command.run(tenant, navigate))
    setHit(entry.hit.policyId, entry.place === 'settings' || entry.place === 'scripts' ? asked : '')
    if (entry.hit.tenantId !== tenant.id) setTenant(entry.hit.tenantId)
    navigate(
      entry.hit.isCurrent
        ? `/inventory/${entry.hit.policyId}`
        : `/versions/${entry.hit.policyId}/${entry.hit.versionId}`,
    )
  }
  function onKey(event: KeyboardEvent): void {
    if (event.key === 'Enter') {
      if (isOutdated) enterPressed.current = true
      else if (current) open(current)
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
      move(event.key === 'ArrowDown' ? Math.min(entries.length - 1, at + 1) : Math.max(0, at - 1))
    else return
    event.preventDefault()
  }
  useEffect(() => {
    // Enter was pressed before the results arrived: it opens the first of them.
    if (!enterPressed.current || isOutdated) return
    enterPressed.current = false
    if (current) open(current)
  })
  function move(next: number): void {
    setAt(next)
    list.current?.querySelector(`[data-at="${next}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  function ask(next: string): void {
    setText(next)
    setAt(0)
    enterPressed.current = false
  }
  const total = (name: Place) => hits?.[name].length ?? 0
  return (
    <Dialog open onOpenChange={(_event, data) => (data.open ? undefined : onClose())}>
      <DialogSurface className="palette" aria-label={words.title}>
        <div className="palette-ask">
          <SearchRegular fontSize={20} />
          {/* The dialog is opened to type: the focus belongs here. */}
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
          <input
            autoFocus
            role="combobox"
            aria-expanded="true"
            aria-controls="palette-list"
            aria-activedescendant={current ? `hit-${entries.indexOf(current)}` : undefined}
            aria-label={words.input}
            placeholder={words.placeholder}
            maxLength={200}
            value={text}
            onChange={(event) => ask(event.target.value)}
            onKeyDown={onKey}
          />
          <Pill>{everywhere ? words.allTenants : tenant.name}</Pill>
          <kbd>{words.escape}</kbd>
        </div>
        <div className="palette-tools row">
          {(['all', ...places.map(([name]) => name)] as const).map((name) => (
            <button
              key={name}
              type="button"
              className="chip"
              aria-pressed={!only && place === name}
              disabled={only !== undefined}
              onClick={() => {
                setPlace(name)
                setAt(0)
              }}
            >
              {name === 'all' ? words.all : words.places[name]}{' '}
              {hits
                ? count(
                    name === 'all'
                      ? places.reduce((sum, [key]) => sum + (isListed(key) ? total(key) : 0), 0)
                      : total(name),
                  )
                : ''}
            </button>
          ))}
          <span className="row end">
            <Switch label={words.olderVersions} checked={older} onChange={(_event, data) => setOlder(data.checked)} />
            <Switch
              label={words.allTenants}
              checked={everywhere}
              onChange={(_event, data) => setEverywhere(data.checked)}
            />
          </span>
        </div>
        <div id="palette-list" role="listbox" aria-label={words.results} className="palette-list" ref={list}>
          {[...Map.groupBy(entries, (entry) => entry.place)].map(([name, of]) => (
            <div key={name} role="group" aria-label={words.places[name]}>
              <div className="palette-group small strong">{words.places[name]}</div>
              {of.map((entry) => {
                const index = entries.indexOf(entry)
                return (
                  // The input takes the keyboard; a click on a row is the mouse's way to the same.
                  // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
                  <div
                    key={entry.key}
                    id={`hit-${index}`}
                    data-at={index}
                    role="option"
                    aria-selected={entry === current}
                    className="palette-row"
                    onClick={() => open(entry)}
                    onMouseMove={() => (index === at ? undefined : setAt(index))}
                  >
                    {entry.place === 'commands' ? (
                      <>
                        <ArrowRightRegular fontSize={20} />
                        <span>{entry.command.title}</span>
                      </>
                    ) : (
                      <Hit entry={entry} parts={parts} asked={asked} everywhere={everywhere} />
                    )}
                  </div>
                )
              })}
            </div>
          ))}
          {only?.[0] === 'commands' && entries.length === 0 ? (
            <p className="quiet inset-s" role="status">
              {words.noCommand}
            </p>
          ) : null}
          {only?.[0] !== 'commands' && asked.length < 2 && entries.length === 0 ? (
            <p className="quiet inset-s" role="status">
              {words.typeMore}
            </p>
          ) : null}
          {hits && entries.length === 0 ? (
            <p className="quiet inset-s" role="status">
              {words.none(older, everywhere)}
            </p>
          ) : null}
          {hits && hits.due > 0 ? (
            <p className="quiet inset-s" role="status">
              {words.due(hits.due)}
            </p>
          ) : null}
          {answer.error ? (
            <p className="danger inset-s" role="alert">
              {answer.error.error.message}
            </p>
          ) : null}
        </div>
        <div className="pane-foot small">
          <kbd>↑</kbd>
          <kbd>↓</kbd> {words.keys.move} <kbd>↵</kbd> {words.keys.open}
          <span className="end">
            {words.keys.prefixes} <b>&gt;</b> {words.keys.commands} <b>#</b> {words.keys.id} <b>=</b>{' '}
            {words.keys.setting}
          </span>
        </div>
      </DialogSurface>
    </Dialog>
  )
}

function Hit({
  entry,
  parts,
  asked,
  everywhere,
}: {
  readonly entry: Extract<Entry, { hit: SearchHit }>
  readonly parts: readonly string[]
  readonly asked: string
  readonly everywhere: boolean
}): ReactNode {
  const { hit, place, icon } = entry
  const tenants = useRead('tenants.list', {})
  const explained = useRead(
    'search.explain',
    place === 'settings' || place === 'scripts'
      ? { tenantId: hit.tenantId, versionId: hit.versionId, text: asked }
      : null,
  )
  const [row, ...others] = explained.data ?? []
  const script =
    place === 'scripts'
      ? row?.value
          .split('\n')
          .map((line, index) => ({ line, index }))
          .find(({ line }) => parts.some((word) => line.toLowerCase().includes(word.toLowerCase())))
      : undefined
  const tenant = everywhere ? tenants.data?.find((found) => found.id === hit.tenantId)?.name : undefined
  const about = [hit.kind, hit.isCurrent ? '' : words.versionOf(hit.number, at(hit.capturedAt)), tenant ?? '']
    .filter(Boolean)
    .join(' · ')
  return (
    <>
      {icon}
      <span className="two-lines">
        <span className="ellipsis" dir="auto">
          <Marked text={place === 'settings' && row ? row.name : hit.name} words={parts} />
        </span>
        <span className="small quiet ellipsis" dir="auto">
          {place === 'settings' && row ? (
            <>
              {hit.name} ·{' '}
              <b>
                <Marked text={row.value} words={parts} />
              </b>
            </>
          ) : script ? (
            <span className="mono">
              <Marked text={script.line.trim()} words={parts} />
            </span>
          ) : (
            about
          )}
        </span>
      </span>
      <span className="small quiet end">
        {script ? (
          words.line(script.index + 1)
        ) : place === 'settings' && others.length > 0 ? (
          words.more(others.length)
        ) : hit.isCurrent ? (
          ''
        ) : (
          <Pill>{words.version(hit.number)}</Pill>
        )}
        {place === 'settings' && tenant ? ` ${tenant}` : ''}
      </span>
    </>
  )
}
