import type { Core } from '#app/core.ts'

/** The part of the window and of Electron's `Notification` that is used. */
export interface Outside {
  isInFront(): boolean
  /** Brings the window to the front. */
  show(): void
  notification(words: { readonly title: string; readonly body: string }): {
    on(event: 'click' | 'failed', listener: () => void): unknown
    show(): void
  }
}

/**
 * Shows a notification of the operating system for runs that end while the window isn't in front. Selecting it opens
 * the run.
 */
export function announceOutside(core: Core, outside: Outside): () => void {
  // Without a reference, a notification is collected, and its click is lost (electron/electron#12690).
  const shown = new Set<object>()
  return core.subscribe((event, data) => {
    if (event !== 'notification.added' || !('title' in data) || outside.isInFront()) return
    const { tenantId, runId, title, body } = data
    const notification = outside.notification({ title, body })
    shown.add(notification)
    notification.on('failed', () => shown.delete(notification))
    notification.on('click', () => {
      shown.delete(notification)
      outside.show()
      core.publish('run.opened', { tenantId, runId })
    })
    notification.show()
  })
}
