import type { notifications } from '#contract/api/notifications.ts'
import type { Handlers } from './handlers.ts'
import { toNotification } from './present.ts'

export const notificationHandlers: Handlers<keyof typeof notifications> = {
  'notifications.list': async ({ limit }, { store }) => (await store.notifications.list(limit)).map(toNotification),
  'notifications.markRead': async ({ ids }, { store, ports }) => {
    await store.notifications.markRead(ids, ports.clock.now().toISOString())
    return {}
  },
}
