import type { Tenant } from './tenant.ts'

const dates = ['createdDateTime', 'lastModifiedDateTime'] as const

/** Moves the dates of everything in a tenant back, so that nothing was changed after a moment. */
export function setBack(tenant: Tenant, latest: Date): void {
  const items = [...tenant.collections.values()].flatMap((found) => [...found.values()])
  const moments = items.flatMap((item) => dates.flatMap((name) => momentOf(item[name]) ?? []))
  const excess = Math.max(0, ...moments) - latest.getTime()
  if (excess <= 0) return
  for (const item of items as Record<string, unknown>[])
    for (const name of dates) {
      const moment = momentOf(item[name])
      if (moment !== null) item[name] = new Date(moment - excess).toISOString()
    }
}

function momentOf(value: unknown): number | null {
  const moment = typeof value === 'string' ? Date.parse(value) : Number.NaN
  // Graph has the year 1 for "never".
  return Number.isNaN(moment) || moment < 0 ? null : moment
}
