import type { CoverageState } from '#contract/model/compare.ts'

/** A policy that sets a setting. */
export interface Holder {
  readonly policyId: string
  /** Keys of its values: those of a list are several. */
  readonly values: ReadonlySet<string>
  readonly assigned: boolean
}

/**
 * How a tenant meets one value of a baseline.
 *
 * @param wanted all values that the baseline has for the setting
 * @param meet whether somebody certainly gets two policies; `merged` if Intune puts their values together anyway
 */
export async function coverageOf<Held extends Holder>(
  value: string,
  wanted: ReadonlySet<string>,
  holders: readonly Held[],
  meet: 'merged' | ((one: Held, other: Held) => Promise<boolean>),
): Promise<CoverageState> {
  const having = holders.filter(({ values }) => values.has(value))
  const assigned = having.filter((holder) => holder.assigned)
  const others = holders.filter((holder) => holder.assigned && !holder.values.has(value))
  if (assigned.length === 0) return others.length > 0 ? 'otherValue' : having.length > 0 ? 'unassigned' : 'missing'
  if (meet === 'merged') return 'met'
  for (const one of assigned) for (const other of others) if (await meet(one, other)) return 'conflicting'
  // What the baseline gives to others, too, is as it should be.
  return others.some(({ values }) => [...values].every((held) => !wanted.has(held))) ? 'partly' : 'met'
}
