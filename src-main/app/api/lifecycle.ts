import type { Json } from '#domain/json.ts'
import { requirePast } from './moments.ts'
import type { Handlers } from './handlers.ts'
import { requirePolicy } from './ownership.ts'
import type { lifecycle } from '#contract/api/lifecycle.ts'

async function setLifecycle(
  { ports: { store }, emit }: Parameters<Handlers<'policies.ignore'>['policies.ignore']>[1],
  tenantId: string,
  policyIds: readonly string[],
  change: Json,
): Promise<Record<string, never>> {
  for (const id of policyIds) await requirePolicy(store, tenantId, id)
  await store.policies.setLifecycle(policyIds, change)
  emit('inventory.changed', { tenantId })
  return {}
}

export const lifecycleHandlers: Handlers<keyof typeof lifecycle> = {
  'policies.ignore': async ({ tenantId, policyIds, ignored }, context) =>
    setLifecycle(context, tenantId, policyIds, { ignoredAt: ignored ? context.ports.clock.now().toISOString() : null }),
  'policies.archive': async ({ tenantId, policyIds, archived }, context) =>
    setLifecycle(context, tenantId, policyIds, {
      archivedAt: archived ? context.ports.clock.now().toISOString() : null,
    }),
  'policies.purge': async ({ tenantId, olderThan, dryRun }, { ports: { store, clock }, emit }) => {
    requirePast(olderThan, clock.now())
    const figures = await store.versions.purge(tenantId, olderThan, dryRun)
    if (!dryRun) {
      await store.audit.append({
        at: clock.now().toISOString(),
        tenantId,
        action: 'store.purged',
        detail: { olderThan, ...figures },
      })
      emit('inventory.changed', { tenantId })
    }
    return figures
  },
}
