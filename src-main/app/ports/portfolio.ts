import type { ChangeReason } from '#contract/model/severity.ts'

/** What happened in a tenant, as far as a list of tenants shows it. */
export interface TenantFigures {
  readonly failedRuns: number
  readonly activeRuns: number
  /** The reasons of each change; null where nobody knows them yet. */
  readonly changes: readonly Counted[]
  /** The reasons of each open finding. */
  readonly findings: readonly Counted[]
}

/** Changes or findings with the same reasons. */
export interface Counted {
  readonly reasons: readonly ChangeReason[] | null
  readonly count: number
}

export interface PortfolioRepository {
  /** Figures of every tenant that has any. @param since changes and runs from before don't count */
  figures(since: string): Promise<ReadonlyMap<string, TenantFigures>>
}
