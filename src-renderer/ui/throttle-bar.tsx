import { ClockAlarmRegular } from '@fluentui/react-icons'
import { useEffect, useState, type ReactNode } from 'react'

/** Whole seconds until a moment, counted down; null when it is over or there is none. */
export function useCountdown(until: string | null): number | null {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (until === null) return
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [until])
  const left = until === null ? 0 : Math.ceil((Date.parse(until) - now) / 1000)
  return left > 0 ? left : null
}

/** Says that Graph asked to wait, for whom, and for how long. */
export function ThrottleBar({ until, tenant }: { readonly until: string | null; readonly tenant: string }): ReactNode {
  const left = useCountdown(until)
  if (left === null) return null
  return (
    <div className="warn-box" role="status" style={{ margin: 0 }}>
      <ClockAlarmRegular className="warning" fontSize={20} />
      <span>
        <b>Microsoft Graph asked to wait.</b> All runs of {tenant} share this pause. Next request in <b>{left} s</b>.
      </span>
    </div>
  )
}
