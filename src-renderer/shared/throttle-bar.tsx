import { ClockAlarmRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useCountdown } from '#renderer/ui/use-countdown.ts'
import { words } from './words.ts'

/** Shows that Graph throttles a tenant, and for how long. */
export function ThrottleBar({ until, tenant }: { readonly until: string | null; readonly tenant: string }): ReactNode {
  const left = useCountdown(until)
  if (left === null) return null
  return (
    <div className="warn-box flush" role="status">
      <ClockAlarmRegular className="warning" fontSize={20} />
      <span>
        <b>{words.runs.throttled}</b> {words.runs.pause(tenant)} <b>{words.runs.seconds(left)}</b>.
      </span>
    </div>
  )
}
