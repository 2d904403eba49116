import { useEffect, useState } from 'react'

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
