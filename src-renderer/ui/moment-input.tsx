import { Input } from '@fluentui/react-components'
import type { ReactNode } from 'react'

/** `datetime-local` speaks local time without a zone. */
const toLocal = (moment: string | number): string => {
  const date = new Date(moment)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
const latest = (): string => toLocal(Date.now())

/** A date and time in the past, in local time. An incomplete entry is not reported. */
export function MomentInput({
  moment,
  onMoment,
  label,
}: {
  readonly moment: string
  readonly onMoment: (moment: string) => void
  readonly label?: string
}): ReactNode {
  return (
    <Input
      size="small"
      type="datetime-local"
      max={latest()}
      {...(label === undefined ? {} : { 'aria-label': label })}
      key={moment}
      defaultValue={toLocal(moment)}
      onBlur={(event) => report(event.target.value)}
      onKeyDown={(event) => (event.key === 'Enter' ? report(event.currentTarget.value) : undefined)}
      onChange={(event) => (event.target === document.activeElement ? undefined : report(event.target.value))}
    />
  )

  function report(value: string): void {
    if (!Number.isNaN(Date.parse(value)) && value !== toLocal(moment)) onMoment(new Date(value).toISOString())
  }
}
