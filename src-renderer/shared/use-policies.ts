import { useQuery } from '@tanstack/react-query'
import type { Policy } from '#contract/model/policies.ts'
import { call, type CallError } from '#renderer/api/client.ts'

/** Policies per request; the wire splits long answers into frames. */
const page = 10_000

/** The whole inventory of a tenant. */
export function usePolicies(tenantId: string): {
  readonly data: readonly Policy[] | undefined
  readonly error: CallError | null
  readonly reload: () => void
} {
  const query = useQuery<readonly Policy[], CallError>({
    queryKey: ['policies.list', tenantId],
    queryFn: async () => {
      const policies: Policy[] = []
      for (;;) {
        const answer = await call('policies.list', { tenantId, offset: policies.length, limit: page })
        policies.push(...answer.policies)
        if (policies.length >= answer.total || answer.policies.length === 0) return policies
      }
    },
    placeholderData: (previous) => previous,
  })
  return { data: query.data, error: query.error, reload: () => void query.refetch() }
}
