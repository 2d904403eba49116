import { GlobeRegular, LockClosedFilled, LockOpenFilled } from '@fluentui/react-icons'
import { useEffect, useState, type ReactNode } from 'react'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { useDark } from '#renderer/ui/theme.tsx'
import { useAsked } from '#renderer/shared/asked.ts'
import { isConnected } from '#renderer/shared/tenant-kinds.ts'
import { UnlockDialog } from './unlock-dialog.tsx'
import { words } from './words.ts'

/** The title bar in the tenant's colour: which tenant this is, and whether it can be changed. */
export function Band({ tenant }: { readonly tenant?: Tenant }): ReactNode {
  const shell = useRead('shell.get', {})
  const buttons = shell.data?.windowButtons ?? 'none'
  useButtonContrast(buttons === 'right', tenant !== undefined)
  return (
    <header
      className={`band ${tenant ? '' : 'neutral'} buttons-${buttons}`}
      style={tenant ? { '--colour': tenant.colour } : undefined}
    >
      <GlobeRegular fontSize={18} />
      <span className="strong">{words.product}</span>
      {tenant ? (
        <>
          <span className="environment">{words.environment(tenant.environment).toUpperCase()}</span>
          <span className="name" dir="auto">
            {tenant.name}
          </span>
          <WriteLock tenant={tenant} />
        </>
      ) : null}
    </header>
  )
}

/** The window buttons of the system lie over the band: white on a tenant's color, and as the theme is without one. */
function useButtonContrast(isOverPage: boolean, isColoured: boolean): void {
  const { mutate } = useAction('shell.dressButtons')
  const isDark = useDark()
  useEffect(() => {
    if (isOverPage) mutate({ symbols: isColoured || isDark ? 'light' : 'dark' })
  }, [isOverPage, isColoured, isDark, mutate])
}

const tickMs = 5_000

/** Minutes until writing ends, counted down; 0 when the tenant is read-only. */
function useMinutesLeft(until: string | null): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs)
    return () => clearInterval(timer)
  }, [])
  if (!until) return 0
  // The last tick is up to five seconds old: round down to the minute that has begun.
  return Math.max(0, Math.ceil((Date.parse(until) - now - tickMs) / 60_000))
}

function WriteLock({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const minutes = useMinutesLeft(tenant.unlockedUntil)
  const lock = useAction('tenants.lock')
  const asking = useAsked(({ dialog }) => dialog === 'unlock')
  const { ask, close } = useAsked.getState()
  return (
    <div className={minutes > 0 ? 'lock open' : 'lock'} role="status">
      {minutes > 0 ? <LockOpenFilled fontSize={16} /> : <LockClosedFilled fontSize={16} />}
      <span className="strong">{minutes > 0 ? words.lock.open : words.lock.readOnly}</span>
      {minutes > 0 ? <span>{words.lock.minutesLeft(minutes)}</span> : null}
      {minutes > 0 ? (
        <button type="button" onClick={() => lock.mutate({ tenantId: tenant.id })}>
          {words.lock.lockNow}
        </button>
      ) : isConnected(tenant) ? (
        <button type="button" onClick={() => ask('unlock')}>
          {words.lock.unlock}
        </button>
      ) : null}
      <UnlockDialog tenant={tenant} open={asking} onClose={close} />
    </div>
  )
}
