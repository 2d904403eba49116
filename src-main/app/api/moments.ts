import { Failure } from '#contract/errors.ts'
import type { TenantRow } from '../ports/tenants.ts'

/** Clocks differ a little. */
const slackMs = 5 * 60_000

/** A moment that has been. A baseline of tomorrow would move along with the tenant, a purge would take what comes. @throws Failure `badInput` */
export function requirePast(moment: string, now: Date): void {
  if (Date.parse(moment) > now.getTime() + slackMs)
    throw new Failure('badInput', 'This moment lies ahead.', { hint: 'Choose one that has been.' })
}

/** A moment of which every version is still there. @throws Failure `badInput` where a purge took some away */
export function requireWhole({ purgedBefore }: Pick<TenantRow, 'purgedBefore'>, moment: string): void {
  if (purgedBefore !== null && moment < purgedBefore) {
    throw new Failure(
      'badInput',
      `Versions from before ${purgedBefore.slice(0, 10)} were purged: the tenant as it was then is not whole any more.`,
      { hint: 'Choose a later moment, or a backup set: sets stay whole.' },
    )
  }
}
