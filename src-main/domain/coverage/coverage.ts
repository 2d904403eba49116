import type { TypeCoverage } from '#contract/model/coverage.ts'
import type { PolicyType } from '../policy-types/policy-type.ts'

/** What the product can do with a type, from the type's own data. */
export function coverageOf(type: PolicyType): TypeCoverage {
  return {
    key: type.key,
    title: type.title,
    category: [...type.category],
    optional: type.optional ?? null,
    isUnproven: type.isUnproven === true,
    capture: true,
    readable: type.readable ? 'own' : 'contract',
    diff: true,
    restore: type.restore.how,
    reason: type.restore.how === 'full' ? null : type.restore.reason,
    assignments: [...(type.assignments?.targets ?? [])],
    filters: type.assignments?.filters === true,
    notes: type.note ?? null,
  }
}
