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
 * Shows a notification of the operating system for runs that end while the window isn't in front, and for alerts.
 * Selecting it opens the run, or the page of the alert.
 */
export function announceOutside(core: Core, outside: Outside): () => void {
  // Without a reference, a notification is collected, and its click is lost (electron/electron#12690).
  const shown = new Set<object>()
  const announce = (texts: { readonly title: string; readonly body: string }, selected: () => void): void => {
    const notification = outside.notification(texts)
    shown.add(notification)
    notification.on('failed', () => shown.delete(notification))
    notification.on('click', () => {
      shown.delete(notification)
      outside.show()
      selected()
    })
    notification.show()
  }
  return core.subscribe((event, data) => {
    // Somebody chose to be told of alerts, also while the window is in front.
    if (event === 'alert.announced' && 'page' in data && 'title' in data) {
      const { tenantId, page, title, body } = data
      announce({ title, body }, () => core.publish('page.opened', { tenantId, page }))
    }
    if (event !== 'notification.added' || !('runId' in data) || !('title' in data) || outside.isInFront()) return
    const { tenantId, runId, title, body } = data
    announce({ title, body }, () => core.publish('run.opened', { tenantId, runId }))
  })
}
