import { failure } from '#contract/errors.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { findPolicyType, policyTypes } from '#domain/policy-types/registry.ts'
import type { TenantRow } from '../ports/tenants.ts'
import { words } from './words.ts'

/** The types with these keys. @throws Failure `badInput` for one that does not exist */
export function requireTypes(keys: readonly string[] | undefined): readonly PolicyType[] {
  const unknown = keys?.find((key) => !findPolicyType(key))
  if (unknown !== undefined) {
    throw failure(
      'badInput',
      words.unknownType(
        unknown,
        policyTypes.map((type) => type.key),
      ),
    )
  }
  return policyTypes.filter((type) => keys?.includes(type.key))
}

/** The types that a run's input names; when it names none, all of Intune and what the tenant turned on beside it. @throws Failure `badInput` */
export function chosenTypes(keys: readonly string[], tenant: Pick<TenantRow, 'capturesEntra'>): readonly PolicyType[] {
  return keys.length > 0
    ? requireTypes(keys)
    : policyTypes.filter((type) => type.optional === undefined || tenant.capturesEntra)
}
