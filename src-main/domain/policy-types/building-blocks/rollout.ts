import { sameCanonical } from '../../canonical/canonical.ts'
import { isObject, text, without, type Json } from '../../json.ts'

const day = 86_400_000
/** Two days ahead are required when there is an end (G-159). One more, because a plan is carried out later. */
const daysAhead = 3

const midnight = (time: number): string => `${new Date(time).toISOString().slice(0, 10)}T00:00:00Z`
const shown = (date: string): string => date.slice(0, 10)

/**
 * A feature update profile whose gradual rollout the service accepts: one that began in the past begins anew, as long as
 * before (G-159).
 *
 * @returns the profile, with sentences about what differs
 */
export function withFutureRollout(
  wanted: Json,
  now: Date,
): { readonly wanted: Json; readonly warnings: readonly string[] } {
  const rollout = isObject(wanted['rolloutSettings']) ? wanted['rolloutSettings'] : {}
  const [startText, endText] = [text(rollout['offerStartDateTimeInUTC']), text(rollout['offerEndDateTimeInUTC'])]
  const [start, end] = [Date.parse(startText), Date.parse(endText)]
  const earliest = now.getTime() + (endText === '' ? 0 : daysAhead * day)
  if (Number.isNaN(start) || start >= earliest) return { wanted, warnings: [] }
  const from = midnight(now.getTime() + daysAhead * day)
  const until = Number.isNaN(end) ? null : midnight(Date.parse(from) + Math.max(day, end - start))
  return {
    wanted: {
      ...wanted,
      rolloutSettings: {
        ...rollout,
        offerStartDateTimeInUTC: from,
        ...(until === null ? {} : { offerEndDateTimeInUTC: until }),
      },
    },
    warnings: [
      `The gradual rollout began on ${shown(startText)}, and Graph refuses a start in the past. It begins on ${shown(from)}${until === null ? '' : ` and ends on ${shown(until)}`}.`,
    ],
  }
}

/** Whether the service would refuse the rollout of a profile, because it begins too early. */
const isOver = (profile: Json, now: Date): boolean => withFutureRollout(profile, now).warnings.length > 0

/** A body without a rollout that the service refuses: the tenant's stays as it is. */
export const withoutPastRollout = (body: Json, purpose: 'create' | 'update', profile: Json, now: Date): Json =>
  purpose === 'update' && isOver(profile, now) ? without(body, ['rolloutSettings']) : body

/** What a restore leaves as it is in a profile that is there. */
export function keptRollout(wanted: Json, live: Json | null, now: Date): string[] {
  const differs = live !== null && !sameCanonical(wanted['rolloutSettings'] ?? null, live['rolloutSettings'] ?? null)
  return differs && isOver(wanted, now)
    ? [
        "The gradual rollout of this version began in the past, and Graph refuses such a start. The tenant's stays as it is.",
      ]
    : []
}
