import type { Core } from '#app/core.ts'

/** The slice of the window and of Electron's `Notification` that is used. */
export interface Outside {
  isInFront(): boolean
  /** Brings the window to the front. */
  show(): void
  notification(words: { readonly title: string; readonly body: string }): {
    on(event: 'click', listener: () => void): unknown
    show(): void
  }
}

/** Says through the operating system what ended while nobody looked at the window; choosing it shows the run. */
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
