import type { TenantHealth } from '#contract/model/portfolio.ts'
import type { Severity } from '#contract/model/severity.ts'
import { due, timingProblem } from '#domain/schedule/due.ts'
import { severityOf } from '#domain/severity/severity.ts'
import type { ConnectionBook } from '../connection/connection-book.ts'
import type { Counted } from '../ports/portfolio.ts'
import type { ReadStore } from '../ports/store.ts'
import { toConnection } from './connection.ts'

const weekMs = 7 * 86_400_000
/** A run may take a while before it counts as overdue. */
const graceMs = 30 * 60_000

/** How every tenant is doing that is in use, from the store and what is known of its connection. */
export async function toPortfolio(
  store: ReadStore,
  connections: Pick<ConnectionBook, 'lastContact' | 'waitsUntil'>,
  now: Date,
): Promise<TenantHealth[]> {
  const figures = await store.portfolio.figures(new Date(now.getTime() - weekMs).toISOString())
  const schedules = Map.groupBy(await store.schedules.enabled(), ({ tenantId }) => tenantId)
  const tenants = (await store.tenants.list()).filter(({ archivedAt }) => archivedAt === null)
  return Promise.all(
    tenants.map(async (tenant): Promise<TenantHealth> => {
      const own = figures.get(tenant.id)
      const late = (schedules.get(tenant.id) ?? []).flatMap((schedule) => {
        if (timingProblem(schedule) !== null) return []
        const { at } = due(schedule, new Date(schedule.lastDueAt), now)
        return at !== null && now.getTime() - at.getTime() > graceMs ? [at.toISOString()] : []
      })
      return {
        tenantId: tenant.id,
        connection: await toConnection(store, connections, tenant),
        lastCaptureAt: tenant.lastSyncAt,
        overdueSince: late.toSorted()[0] ?? null,
        changes: bySeverity(own?.changes ?? []),
        findings: bySeverity(own?.findings ?? []),
        failedRuns: own?.failedRuns ?? 0,
        activeRuns: own?.activeRuns ?? 0,
      }
    }),
  )
}

/** What nobody has judged yet counts as something to look at. */
function bySeverity(all: readonly Counted[]): Record<Severity, number> {
  const found = { high: 0, medium: 0, low: 0 }
  for (const { reasons, count } of all) found[reasons === null ? 'medium' : severityOf(reasons)] += count
  return found
}
