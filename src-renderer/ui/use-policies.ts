import { useQuery } from '@tanstack/react-query'
import type { Policy } from '#contract/model/values.ts'
import { call, type CallError } from '#renderer/api/client.ts'

/** The whole inventory of a tenant, page by page; frames are small. */
export function usePolicies(tenantId: string): { readonly data: readonly Policy[] | undefined; readonly error: CallError | null; readonly reload: () => void } {
  const query = useQuery<readonly Policy[], CallError>({
    queryKey: ['policies.list', tenantId],
    queryFn: async () => {
      const policies: Policy[] = []
      for (;;) {
        const page = await call('policies.list', { tenantId, offset: policies.length })
        policies.push(...page.policies)
        if (policies.length >= page.total || page.policies.length === 0) return policies
      }
    },
    placeholderData: (previous) => previous,
  })
  return { data: query.data, error: query.error, reload: () => void query.refetch() }
}
