import { z } from 'zod'

/** A moment in UTC, ISO 8601. */
export const Moment = z.string()

/** A moment that somebody asks for: ISO 8601 with its zone. Moments are compared as texts, so it becomes UTC to the millisecond. */
export const AskedMoment = z.iso
  .datetime({ offset: true, error: 'Give a moment like 2026-11-26T08:30:00Z.' })
  .transform((moment) => new Date(moment).toISOString())
