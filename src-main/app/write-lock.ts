import { failure, type Failure } from '#contract/errors.ts'
import type { Ports } from './ports/ports.ts'
import { words } from './words.ts'

/** Refuses writes if the tenant is read-only. It runs before each write, so an expired unlock stops a run. */
export function writeGuard(ports: Pick<Ports, 'store' | 'clock'>, tenantId: string): () => Promise<void> {
  return async () => {
    const tenant = await ports.store.tenants.find(tenantId)
    if (!tenant || !isUnlocked(tenant.unlockedUntil, ports.clock.now()))
      throw lockedFailure(tenant?.name ?? words.theTenant)
  }
}

/** Whether writing is allowed at this moment. */
export const isUnlocked = (until: string | null, now: Date): boolean => until !== null && new Date(until) > now

/** The refusal of a write. */
export const lockedFailure = (name: string): Failure => failure('locked', words.readOnly(name))
