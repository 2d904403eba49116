import { z } from 'zod'
import { words } from '../words.ts'

/** A point in time in UTC, ISO 8601. */
export const Moment = z.string()

/** A point in time in a request: ISO 8601 with its time zone. Points in time are compared as text, so it is converted to UTC with milliseconds. */
export const AskedMoment = z.iso
  .datetime({ offset: true, error: words.invalidMoment })
  .transform((moment) => new Date(moment).toISOString())
