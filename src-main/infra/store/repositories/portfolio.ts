import type { Kysely } from 'kysely'
import type { Counted, PortfolioRepository, TenantFigures } from '#app/ports/portfolio.ts'
import type { Schema } from '../schema/schema.ts'
import { readReasons } from './changes.ts'

const none: TenantFigures = { failedRuns: 0, activeRuns: 0, changes: [], findings: [] }

export function portfolioRepository(db: Kysely<Schema>): PortfolioRepository {
  return {
    async figures(since) {
      const found = new Map<string, TenantFigures>()
      const add = (tenantId: string, change: (figures: TenantFigures) => TenantFigures): void =>
        void found.set(tenantId, change(found.get(tenantId) ?? none))
      const runs = await db
        .selectFrom('runs')
        .select(['tenant_id', 'status', ({ fn }) => fn.countAll<number>().as('count')])
        .where((where) =>
          where.or([
            where('status', 'in', ['queued', 'running', 'cancelling']),
            where.and([where('status', '=', 'failed'), where('ended_at', '>=', since)]),
          ]),
        )
        .groupBy(['tenant_id', 'status'])
        .execute()
      for (const { tenant_id: tenantId, status, count } of runs)
        add(tenantId, (figures) =>
          status === 'failed'
            ? { ...figures, failedRuns: figures.failedRuns + count }
            : { ...figures, activeRuns: figures.activeRuns + count },
        )
      const changes = await db
        .selectFrom('versions')
        .leftJoin('version_changes', 'version_changes.row', 'versions.row')
        .select(['tenant_id', 'reasons', ({ fn }) => fn.countAll<number>().as('count')])
        .where('captured_at', '>=', since)
        .where('number', '>', 1)
        .groupBy(['tenant_id', 'reasons'])
        .execute()
      for (const row of changes)
        add(row.tenant_id, (figures) => ({ ...figures, changes: [...figures.changes, counted(row)] }))
      const findings = await db
        .selectFrom('findings')
        .innerJoin('baselines', 'baselines.id', 'findings.baseline_id')
        .select(['baselines.tenant_id', 'reasons', ({ fn }) => fn.countAll<number>().as('count')])
        .where('findings.state', '=', 'open')
        .groupBy(['baselines.tenant_id', 'reasons'])
        .execute()
      for (const row of findings)
        add(row.tenant_id, (figures) => ({ ...figures, findings: [...figures.findings, counted(row)] }))
      return found
    },
  }
}

const counted = ({ reasons, count }: { readonly reasons: string | null; readonly count: number }): Counted => ({
  reasons: reasons === null ? null : readReasons(reasons),
  count,
})
