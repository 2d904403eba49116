import { failure } from '#contract/errors.ts'
import type { TenantRow } from '../ports/tenants.ts'
import { words } from './words.ts'

/** Clocks differ a little. */
const slackMs = 5 * 60_000

/** A moment that has been. A baseline of tomorrow would move along with the tenant, a purge would take what comes. @throws Failure `badInput` */
export function requirePast(moment: string, now: Date): void {
  if (Date.parse(moment) > now.getTime() + slackMs) throw failure('badInput', words.moments.inFuture)
}

/** A moment of which every version is still there. @throws Failure `badInput` where a purge took some away */
export function requireWhole({ purgedBefore }: Pick<TenantRow, 'purgedBefore'>, moment: string): void {
  if (purgedBefore !== null && moment < purgedBefore) {
    throw failure('badInput', words.moments.purged(purgedBefore.slice(0, 10)))
  }
}
