import { useMemo } from 'react'
import { useRead } from '#renderer/api/queries.ts'
import { usePolicies } from './use-policies.ts'

interface Typed {
  readonly type: string
  readonly policyId?: string | null
}

/** The type of a policy as the admin center and the inventory name it; for one that isn't known, the name of its endpoint. */
export function useKinds(tenantId: string): (of: Typed) => string {
  const policies = usePolicies(tenantId).data
  const types = useRead('policies.types', { tenantId }).data
  return useMemo(() => {
    const kinds = new Map<string, string>(policies?.map(({ id, kind }) => [id, kind]))
    const titles = new Map(types?.map(({ key, title }) => [key, title]))
    return ({ type, policyId }) => kinds.get(policyId ?? '') ?? titles.get(type) ?? type
  }, [policies, types])
}
