/** The page of the window, as far as its end matters. */
export interface CrashingPage {
  on(event: 'render-process-gone', listener: (event: unknown, details: { readonly reason: string }) => void): unknown
  reload(): void
}

const most = 3
const withinMs = 60_000

/**
 * Loads a page that crashed again, where it was. Runs aren't in the page, so they go on.
 *
 * @param giveUp called if it crashes four times within a minute
 */
export function reloadAfterCrash(
  page: CrashingPage,
  { giveUp, log, now = Date.now }: { giveUp(): void; log(reason: string): void; now?: () => number },
): void {
  let crashes: number[] = []
  page.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    log(reason)
    crashes = [...crashes.filter((at) => now() - at < withinMs), now()]
    if (crashes.length > most) giveUp()
    else page.reload()
  })
}
