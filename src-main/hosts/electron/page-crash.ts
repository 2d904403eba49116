/** The page of the window, as far as its end matters. */
export interface CrashingPage {
  on(event: 'render-process-gone', listener: (event: unknown, details: { readonly reason: string }) => void): unknown
  reload(): void
}

const most = 3
const withinMs = 60_000

export interface ReloadedPage {
  hasCrashed(): boolean
  /** Tries once more, for somebody who comes back to a page that was given up. */
  revive(): void
}

/**
 * Loads a page that crashed again, where it was. Runs aren't in the page, so they go on.
 *
 * @param giveUp called if it crashes four times within a minute
 */
export function reloadAfterCrash(
  page: CrashingPage,
  { giveUp, log, now = Date.now }: { giveUp(): void; log(reason: string): void; now?: () => number },
): ReloadedPage {
  let crashes: number[] = []
  let isGivenUp = false
  page.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    log(reason)
    crashes = [...crashes.filter((at) => now() - at < withinMs), now()]
    isGivenUp = crashes.length > most
    if (isGivenUp) giveUp()
    else page.reload()
  })
  return {
    hasCrashed: () => crashes.length > 0,
    revive() {
      if (!isGivenUp) return
      isGivenUp = false
      page.reload()
    },
  }
}
