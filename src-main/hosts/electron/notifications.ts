import type { Core } from '#app/core.ts'

/** The part of the window and of Electron's `Notification` that is used. */
export interface Outside {
  isInFront(): boolean
  /** Brings the window to the front. */
  show(): void
  notification(words: { readonly title: string; readonly body: string }): {
    on(event: 'click', listener: () => void): unknown
    show(): void
  }
}

/**
 * Shows a notification of the operating system for runs that end while the window isn't in front. Selecting it opens
 * the run.
 */
export function announceOutside(core: Core, outside: Outside): () => void {
  return core.subscribe((event, data) => {
    if (event !== 'notification.added' || !('title' in data) || outside.isInFront()) return
    const { tenantId, runId, title, body } = data
    const notification = outside.notification({ title, body })
    notification.on('click', () => {
      outside.show()
      core.publish('run.opened', { tenantId, runId })
    })
    notification.show()
  })
}
