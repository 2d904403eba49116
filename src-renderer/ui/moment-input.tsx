import { Input } from '@fluentui/react-components'
import type { ReactNode } from 'react'

/** `datetime-local` speaks local time without a zone. */
const toLocal = (moment: string | number): string => {
  const date = new Date(moment)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
const latest = (): string => toLocal(Date.now())

/** A day and a time of the past, on the clock here. What is no moment yet is not told. */
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
      onBlur={(event) => tell(event.target.value)}
      onKeyDown={(event) => (event.key === 'Enter' ? tell(event.currentTarget.value) : undefined)}
      onChange={(event) => (event.target === document.activeElement ? undefined : tell(event.target.value))}
    />
  )

  function tell(value: string): void {
    if (!Number.isNaN(Date.parse(value)) && value !== toLocal(moment)) onMoment(new Date(value).toISOString())
  }
}
