import { useMemo } from 'react'
import type { Output } from '#contract/api/api.ts'
import { BackupSetId } from '#contract/model/ids.ts'
import type { Policy } from '#contract/model/policies.ts'
import { pastPolicy } from './past-policy.ts'
import { useRead } from '#renderer/api/queries.ts'

/** A backup set with its policies, each in the version that the set holds. */
export interface SetContent {
  readonly set: Output<'backups.get'>
  readonly policies: readonly Policy[]
}

/** What a backup set holds; undefined while it is read, and without a set. */
export function useSetContent(
  tenantId: string,
  policies: readonly Policy[] | undefined,
  setId: string | null,
): SetContent | undefined {
  const { data: set } = useRead('backups.get', setId === null ? null : { tenantId, setId: BackupSetId.parse(setId) })
  return useMemo(() => {
    if (!set || set.id !== setId || !policies) return undefined
    const known = new Map<string, Policy>(policies.map((policy) => [policy.id, policy]))
    return {
      set,
      policies: set.content.flatMap((entry): Policy[] => {
        const policy = known.get(entry.policyId)
        return policy ? [pastPolicy(policy, entry)] : []
      }),
    }
  }, [set, setId, policies])
}
