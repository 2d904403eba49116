import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { Plan } from '#contract/model/values.ts'
import { call, type CallError } from '#renderer/api/client.ts'

/** Items and references that are fetched at a time: some two hundred fill half a frame. */
const pageSize = 200

/** A whole plan, read page by page: one of a thousand items does not fit a frame. */
export function usePlan(tenantId: string, planId: string | null): UseQueryResult<Plan, CallError> {
  return useQuery<Plan, CallError>({
    queryKey: ['restore.get', { tenantId, planId }],
    enabled: planId !== null,
    placeholderData: (previous) => (previous?.id === planId ? previous : undefined),
    queryFn: async () => {
      const read = (offset: number) => call('restore.get', { tenantId, planId: planId!, offset, limit: pageSize })
      let plan = await read(0)
      for (let offset = pageSize; offset < plan.total; offset += pageSize) {
        const page = await read(offset)
        plan = {
          ...plan,
          items: [...plan.items, ...page.items],
          references: [...plan.references, ...page.references],
          rehearsal: plan.rehearsal && page.rehearsal ? { ...plan.rehearsal, outcomes: [...plan.rehearsal.outcomes, ...page.rehearsal.outcomes] } : plan.rehearsal,
        }
      }
      return plan
    },
  })
}
