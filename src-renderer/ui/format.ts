import { words } from './words.ts'

const number = new Intl.NumberFormat()
const dayTime = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
const dayYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' })
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' })

export const count = (value: number): string => number.format(value)
/** A count with its noun: `1 policy`, `2 policies`. */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`

/** Age under a day, then day and time, then with the year. */
export function when(moment: string | null): string {
  if (!moment) return ''
  const date = new Date(moment)
  const minutes = Math.round((Date.now() - date.getTime()) / 60_000)
  if (minutes < 1) return words.justNow
  if (minutes < 60) return words.minutesAgo(minutes)
  if (minutes < 24 * 60) return words.hoursAgo(Math.floor(minutes / 60))
  return date.getFullYear() === new Date().getFullYear() ? dayTime.format(date) : dayYear.format(date)
}

/** Local day with its year. */
export const dayOf = (moment: string): string => dayYear.format(new Date(moment))

/** Local day and time; the year where it is another one. */
export function at(moment: string | null): string {
  if (!moment) return ''
  const date = new Date(moment)
  return date.getFullYear() === new Date().getFullYear() ? dayTime.format(date) : dayYear.format(date)
}
const clockTime = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})
const dayTimeSecond = new Intl.DateTimeFormat(undefined, {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})
/** Local day and time, to the second. */
export const toTheSecond = (moment: string): string => dayTimeSecond.format(new Date(moment))

/** The time of day alone, to the second. */
export const timeOfDay = (moment: string | null): string => (moment ? clockTime.format(new Date(moment)) : '')

/** Day, time and zone, for tooltips. */
export const exactly = (moment: string | null): string => (moment ? full.format(new Date(moment)) : '')
export const timeZone = (): string =>
  new Intl.DateTimeFormat(undefined, { timeZoneName: 'short' })
    .formatToParts(new Date())
    .find((part) => part.type === 'timeZoneName')?.value ?? ''

export function bytes(value: number): string {
  const units = ['B', 'KB', 'MB', 'GB']
  const step = Math.min(units.length - 1, value < 1 ? 0 : Math.floor(Math.log10(value) / 3))
  return `${(value / 1000 ** step).toLocaleString(undefined, { maximumFractionDigits: step === 0 ? 0 : 1 })} ${units[step]}`
}

export function duration(milliseconds: number): string {
  if (milliseconds < 50) return '<0.1 s'
  if (milliseconds < 1000) return `${(milliseconds / 1000).toFixed(1)} s`
  const seconds = Math.round(milliseconds / 1000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
