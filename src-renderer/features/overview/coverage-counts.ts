import type { Health } from '#contract/model/health.ts'
import type { Policy } from '#contract/model/policies.ts'
import { switchOf, type CaptureSwitches } from '#contract/model/tenants.ts'
import type { TypeCoverage } from '#contract/model/coverage.ts'

/** Whether a type is captured in this tenant, and if not, why. */
export type TypeState = 'captured' | 'preview-only' | 'unproven' | 'not permitted' | 'not licensed' | 'turned off'

export interface CategoryCoverage {
  readonly title: string
  readonly types: number
  readonly objects: number
  readonly states: Readonly<Record<TypeState, number>>
}

/** The state of a type: by the last permission check, and by what can be done with it at all. */
export function stateOf(
  type: TypeCoverage,
  health: Health | null | undefined,
  tenant: CaptureSwitches,
  objects: number,
): TypeState {
  if (type.optional && !tenant[switchOf[type.optional]]) return 'turned off'
  const read = health?.types.find((entry) => entry.type === type.key)?.read
  if (read === 'unlicensed') return 'not licensed'
  if (read === 'missing' || read === 'refused') return 'not permitted'
  // What was captured here is proven here.
  if (type.isUnproven && read !== 'granted' && objects === 0) return 'unproven'
  return type.restore === 'preview-only' ? 'preview-only' : 'captured'
}

/** Types and objects of each part of the admin center. */
export function coverageByCategory(
  types: readonly TypeCoverage[],
  policies: readonly Policy[],
  health: Health | null | undefined,
  tenant: CaptureSwitches,
): CategoryCoverage[] {
  const found = new Map<string, CategoryCoverage>()
  const ofType = new Map([...Map.groupBy(policies, (policy) => policy.type)].map(([key, all]) => [key, all.length]))
  const objects = Map.groupBy(policies, (policy) => policy.category[0] ?? 'Other')
  for (const type of types) {
    const title = type.category[0] ?? 'Other'
    const before = found.get(title) ?? {
      title,
      types: 0,
      objects: 0,
      states: { captured: 0, 'preview-only': 0, unproven: 0, 'not permitted': 0, 'not licensed': 0, 'turned off': 0 },
    }
    const state = stateOf(type, health, tenant, ofType.get(type.key) ?? 0)
    found.set(title, {
      title,
      types: before.types + 1,
      objects: objects.get(title)?.length ?? 0,
      states: { ...before.states, [state]: before.states[state] + 1 },
    })
  }
  return [...found.values()].toSorted((left, right) => right.objects - left.objects)
}
