import { Link } from '@fluentui/react-components'
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Tenant } from '#contract/model/tenants.ts'
import { useRead } from '#renderer/api/queries.ts'
import { calendarDays, dayKey, dayLength, endOf, shade, todayIn, weeks } from './calendar-days.ts'
import { words } from './words.ts'

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
const dayFormat = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})
const monthFormat = new Intl.DateTimeFormat(undefined, { month: 'short', timeZone: 'UTC' })
const weekdayFormat = new Intl.DateTimeFormat(undefined, { weekday: 'short', timeZone: 'UTC' })
const cell = 14
const step = 18
const left = 36
const top = 18

/** A year of days, darker where more changed; one tab stop, arrows move by day and week, Enter opens the day. */
export function ChangeCalendar({
  tenant,
  onDay,
}: {
  readonly tenant: Tenant
  /** Somebody chose a day, as `YYYY-MM-DD`. */
  readonly onDay: (day: string) => void
}): ReactNode {
  const [, navigate] = useLocation()
  const calendar = useRead('versions.calendar', { tenantId: tenant.id, zone })
  const end = todayIn(zone)
  const [chosen, setChosen] = useState(() => dayKey(end))
  const picture = useRef<SVGSVGElement>(null)
  const counts = new Map(calendar.data?.map((entry) => [entry.day, entry]))
  const days = calendarDays(end)
  const start = days[0]!
  const most = Math.max(1, ...days.map((day) => counts.get(dayKey(day))?.changed ?? 0))
  const summaryOf = (day: Date): string => {
    const { changed = 0, first = 0, high = 0 } = counts.get(dayKey(day)) ?? {}
    return words.calendar.summary(dayFormat.format(day), changed, first, high)
  }
  const at = days.findIndex((day) => dayKey(day) === chosen)
  const open = (day: string) => navigate(`/inventory/as-of/${encodeURIComponent(endOf(day))}`)
  function choose(day: string): void {
    setChosen(day)
    onDay(day)
  }
  function onKey(event: KeyboardEvent): void {
    const move = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 7, ArrowLeft: -7, Home: -at, End: days.length - 1 - at }[
      event.key
    ]
    if (event.key === 'Enter') open(chosen)
    else if (move === undefined) return
    else {
      const next = days[Math.max(0, Math.min(days.length - 1, at + move))]
      if (next) choose(dayKey(next))
    }
    event.preventDefault()
  }
  return (
    <section className="card calendar" aria-label={words.calendar.title}>
      <div className="card-head">
        <h2>{words.calendar.title}</h2>
        <span className="row small">
          <span aria-live="polite">{days[at] ? summaryOf(days[at]) : ''}</span>
          <Link as="button" className="small" onClick={() => open(chosen)}>
            {words.calendar.openDay}
          </Link>
          <span className="row legend-shades" aria-hidden>
            {words.calendar.fewer}{' '}
            {[0, 1, 2, 3, 4].map((level) => (
              <i key={level} data-shade={level} />
            ))}{' '}
            {words.calendar.more}
            <i data-shade={1} data-high /> {words.calendar.highDay}
          </span>
        </span>
      </div>
      {/* The picture is one stop for the keyboard: the arrows go from day to day, as on a slider. */}
      <svg
        ref={picture}
        viewBox={`0 0 ${left + weeks * step} ${top + 7 * step}`}
        role="slider"
        aria-label={words.calendar.day}
        aria-valuemin={0}
        aria-valuemax={days.length - 1}
        aria-valuenow={Math.max(0, at)}
        aria-valuetext={days[at] ? summaryOf(days[at]) : ''}
        tabIndex={0}
        onKeyDown={onKey}
      >
        {days
          .filter((day) => day.getUTCDate() === 1)
          .map((day) => (
            <text
              key={dayKey(day)}
              x={left + Math.floor((day.getTime() - start.getTime()) / dayLength / 7) * step}
              y={10}
            >
              {monthFormat.format(day)}
            </text>
          ))}
        {[0, 2, 4].map((row) => (
          <text key={row} x={0} y={top + row * step + 11}>
            {weekdayFormat.format(new Date(start.getTime() + row * dayLength))}
          </text>
        ))}
        {days.map((day, index) => {
          const key = dayKey(day)
          return (
            // The picture itself takes the keyboard; a click on a day is the mouse's way to the same.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
            <rect
              key={key}
              data-day={key}
              data-shade={shade(counts.get(key)?.changed ?? 0, most)}
              data-high={(counts.get(key)?.high ?? 0) > 0}
              data-chosen={key === chosen}
              x={left + Math.floor(index / 7) * step}
              y={top + (index % 7) * step}
              width={cell}
              height={cell}
              rx={3}
              onClick={() => {
                choose(key)
                picture.current?.focus()
              }}
              onDoubleClick={() => open(key)}
            >
              <title>{summaryOf(day)}</title>
            </rect>
          )
        })}
      </svg>
    </section>
  )
}
