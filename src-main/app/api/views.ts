import type { views } from '#contract/api/views.ts'
import type { Handlers } from './handlers.ts'

export const viewsHandlers: Handlers<keyof typeof views> = {
  'views.list': async ({ tenantId }, { ports: { store } }) =>
    (await store.views.list(tenantId)).map(({ id, name, query, createdAt }) => ({
      id,
      name,
      query: { ...query },
      createdAt,
    })),
  'views.save': async ({ tenantId, name, query }, { ports: { store, newId, clock } }) => {
    const view = { id: newId(), tenantId, name, query, createdAt: clock.now().toISOString() }
    await store.views.save(view)
    return { id: view.id, name, query, createdAt: view.createdAt }
  },

  'views.remove': async ({ tenantId, viewId }, { ports: { store } }) => {
    await store.views.remove(tenantId, viewId)
    return {}
  },
}
