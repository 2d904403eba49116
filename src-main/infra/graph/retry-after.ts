/**
 * `Retry-After` in milliseconds: seconds, also fractions (G-26), or a date. A date is compared with the `Date` of the
 * same answer, so that a wrong clock on either side doesn't matter.
 */
export function readRetryAfter(value: string | null, serverDate: string | null, now: Date): number | null {
  if (value === null || value.trim() === '') return null
  const seconds = Number(value)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const date = Date.parse(value)
  if (Number.isNaN(date)) return null
  const sent = serverDate === null ? Number.NaN : Date.parse(serverDate)
  return Math.max(0, date - (Number.isNaN(sent) ? now.getTime() : sent))
}

/** The header of an answer or of a part of a batch, whatever the case of its name. */
export function headerOf(headers: Readonly<Record<string, unknown>>, name: string): string | null {
  const entry = Object.entries(headers).find(([key]) => key.toLowerCase() === name)
  const value = entry?.[1]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}
