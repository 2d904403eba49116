import { ViewId } from '#contract/model/ids.ts'
import type { views } from '#contract/api/views.ts'
import type { Handlers } from './handlers.ts'

export const viewsHandlers: Handlers<keyof typeof views> = {
  'views.list': async ({ tenantId }, { store }) =>
    (await store.views.list(tenantId)).map(({ id, name, query, createdAt }) => ({
      id: ViewId.parse(id),
      name,
      query: { ...query },
      createdAt,
    })),
  'views.save': async ({ tenantId, name, query }, { store, ports: { newId, clock } }) => {
    const view = { id: newId(), tenantId, name, query, createdAt: clock.now().toISOString() }
    await store.views.save(view)
    return { id: ViewId.parse(view.id), name, query, createdAt: view.createdAt }
  },
  'views.remove': async ({ viewId }, { store }) => {
    await store.views.remove(viewId)
    return {}
  },
}
