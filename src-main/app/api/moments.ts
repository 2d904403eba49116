import { failure } from '#contract/errors.ts'
import type { TenantRow } from '../ports/tenants.ts'
import { words } from './words.ts'

/** Clocks differ a little. */
const slackMs = 5 * 60_000

/**
 * Requires a time in the past. A baseline in the future would change with the tenant, and a purge would delete future
 * versions. @throws Failure `badInput`
 */
export function requirePast(moment: string, now: Date): void {
  if (Date.parse(moment) > now.getTime() + slackMs) throw failure('badInput', words.moments.inFuture)
}

/** Requires a time for which every version still exists. @throws Failure `badInput` if a purge deleted some */
export function requireWhole({ purgedBefore }: Pick<TenantRow, 'purgedBefore'>, moment: string): void {
  if (purgedBefore !== null && moment < purgedBefore) {
    throw failure('badInput', words.moments.purged(purgedBefore.slice(0, 10)))
  }
}
