import type { lifecycle } from '#contract/api/lifecycle.ts'
import type { Handlers } from './handlers.ts'
import { requirePast } from './moments.ts'
import { toAccepted } from './accepted.ts'
import { words } from './words.ts'

export const lifecycleHandlers: Handlers<keyof typeof lifecycle> = {
  'policies.ignore': async ({ policyIds, ignored }, { store, ports }) => {
    await store.lifecycle.set(policyIds, { ignoredAt: ignored ? ports.clock.now().toISOString() : null })
    return {}
  },
  'policies.archive': async ({ policyIds, archived }, { store, ports }) => {
    await store.lifecycle.set(policyIds, { archivedAt: archived ? ports.clock.now().toISOString() : null })
    return {}
  },
  'policies.purgePreview': async ({ tenantId, olderThan }, { store, ports }) => {
    requirePast(olderThan, ports.clock.now())
    return store.lifecycle.preview(tenantId, olderThan)
  },
  'policies.purge': async ({ tenantId, olderThan }, { start, ports }) => {
    requirePast(olderThan, ports.clock.now())
    return toAccepted(
      await start({
        tenantId,
        kind: 'purge',
        title: words.runs.purge(olderThan),
        target: olderThan,
        input: { olderThan },
      }),
    )
  },
}
