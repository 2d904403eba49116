import type { notifications } from '#contract/api/notifications.ts'
import type { Handlers } from './handlers.ts'
import { toNotification } from './present.ts'

export const notificationHandlers: Handlers<keyof typeof notifications> = {
  'notifications.list': async ({ limit }, { ports }) =>
    (await ports.store.notifications.list(limit)).map(toNotification),
  'notifications.markRead': async ({ ids }, { ports }) => {
    await ports.store.notifications.markRead(ids, ports.clock.now().toISOString())
    return {}
  },
}
