import { useMemo } from 'react'
import type { Policy } from '#contract/model/policies.ts'
import { pastPolicy } from './past-policy.ts'
import { useRead } from '#renderer/api/queries.ts'

/** The policies that existed at a moment, in the version of that time; all policies unchanged without a moment. */
export function useAsOf(
  tenantId: string,
  policies: readonly Policy[] | undefined,
  moment: string | null,
): readonly Policy[] | undefined {
  const then = useRead('versions.asOf', moment === null ? null : { tenantId, at: moment })
  return useMemo(() => {
    if (moment === null || !policies) return policies
    if (!then.data) return undefined
    const versions = new Map(then.data.map((version) => [version.policyId, version]))
    return policies.flatMap((policy): Policy[] => {
      const version = versions.get(policy.id)
      return version ? [pastPolicy(policy, version)] : []
    })
  }, [policies, moment, then.data])
}
