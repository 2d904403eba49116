import type { CoverageState } from '#contract/model/compare.ts'

/** A policy that sets a setting, with one of its values. */
export interface HeldValue {
  readonly policyId: string
  readonly value: string
  readonly assigned: boolean
}

/**
 * How a tenant meets one value of a baseline.
 *
 * @param held what sets the setting in the tenant; a policy with a list has several values
 * @param meet whether somebody certainly gets different values: `merged` if Intune puts them together
 */
export function coverageOf(value: string, held: readonly HeldValue[], meet: 'never' | 'merged' | 'yes'): CoverageState {
  const policies = [...Map.groupBy(held, ({ policyId }) => policyId).values()]
  const has = (entries: readonly HeldValue[]) => entries.some((entry) => entry.value === value)
  const assigned = policies.filter((entries) => entries.some((entry) => entry.assigned))
  const others = assigned.filter((entries) => !has(entries))
  if (assigned.some(has)) {
    if (others.length === 0 || meet === 'merged') return 'met'
    return meet === 'yes' ? 'conflicting' : 'partly'
  }
  if (others.length > 0) return 'otherValue'
  return policies.some(has) ? 'unassigned' : 'missing'
}
