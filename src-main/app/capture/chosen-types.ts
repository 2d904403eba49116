import { failure } from '#contract/errors.ts'
import type { CaptureSwitches } from '#contract/model/tenants.ts'
import { isCaptured } from '#domain/policy-types/optional.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { findPolicyType, policyTypes } from '#domain/policy-types/registry.ts'
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

/**
 * The types in a run's input. Without types: all of Intune, and the optional types that are turned on for the tenant.
 * @throws Failure `badInput`
 */
export function chosenTypes(keys: readonly string[], tenant: CaptureSwitches): readonly PolicyType[] {
  return keys.length > 0 ? requireTypes(keys) : policyTypes.filter((type) => isCaptured(type, tenant))
}
