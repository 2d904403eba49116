import type { StandardSource, Wave } from '#contract/model/standards.ts'

export interface StandardRow {
  readonly id: string
  /** The tenant that it is captured from. */
  readonly tenantId: string
  readonly name: string
  readonly source: StandardSource
  /** The tenants that should have it. */
  readonly tenantIds: readonly string[]
  readonly waves: readonly Wave[]
  readonly createdAt: string
}

export interface AcceptedDifferenceRow {
  readonly tenantId: string
  readonly type: string
  /** As the standard calls it, with the values of the tenant. */
  readonly name: string
  /** What the difference was. */
  readonly print: string
  readonly reason: string
  readonly owner: string
  readonly until: string | null
  readonly createdAt: string
}

export interface StandardRepository {
  list(): Promise<StandardRow[]>
  find(id: string): Promise<StandardRow | undefined>
  /** Stores a new one, or replaces it. The date of its creation stays. */
  save(standard: StandardRow): Promise<void>
  /** Removes a standard with its rollouts. */
  remove(id: string): Promise<void>
  /** Differences that a tenant has on purpose, the newest first of each policy. */
  accepted(tenantId: string): Promise<AcceptedDifferenceRow[]>
  /** Replaces an earlier one for the same difference. */
  accept(difference: AcceptedDifferenceRow): Promise<void>
  withdraw(difference: Pick<AcceptedDifferenceRow, 'tenantId' | 'type' | 'name' | 'print'>): Promise<void>
  /** Values that somebody gave a tenant, by name. */
  values(tenantId: string): Promise<{ readonly name: string; readonly value: string }[]>
  /** @param value null to take it away */
  setValue(tenantId: string, name: string, value: string | null): Promise<void>
}

/** A tenant in a rollout. */
export interface RolloutStepRow {
  readonly tenantId: string
  /** How many policies it should get; null until somebody has looked. */
  readonly due: number | null
  readonly planRunId: string | null
  readonly planId: string | null
  readonly rehearsalRunId: string | null
  readonly confirmedAt: string | null
  readonly justification: string | null
  readonly restoreRunId: string | null
  readonly leftOut: boolean
}

export interface RolloutRow {
  readonly id: string
  readonly standardId: string
  /** The tenant of the standard. */
  readonly tenantId: string
  readonly title: string
  readonly groups: readonly string[]
  /** Versions of the standard that somebody chose; null for all. */
  readonly versionIds: readonly string[] | null
  readonly createdAt: string
  readonly stoppedAt: string | null
  readonly stoppedFor: string | null
  /** In the order in which they are carried out. */
  readonly steps: readonly RolloutStepRow[]
}

export interface RolloutRepository {
  /** Rollouts of a standard, the newest first. */
  list(standardId: string): Promise<RolloutRow[]>
  find(id: string): Promise<RolloutRow | undefined>
  /** IDs of rollouts with a tenant for which something is left to do. */
  unfinished(): Promise<string[]>
  insert(rollout: Omit<RolloutRow, 'tenantId'>): Promise<void>
  changeStep(id: string, tenantId: string, change: Partial<Omit<RolloutStepRow, 'tenantId'>>): Promise<void>
  /** @param stopped null to go on */
  stop(id: string, stopped: { readonly at: string; readonly why: string } | null): Promise<void>
}
