interface Preventable {
  preventDefault(): void
}

/** The parts of Electron that decide when the app ends, replaceable in tests. */
export interface LifecycleOutside {
  readonly platform: string
  readonly app: {
    on(event: 'before-quit', listener: (event: Preventable) => void): unknown
    on(event: 'activate' | 'second-instance' | 'window-all-closed', listener: () => void): unknown
    quit(): void
  }
  readonly window: {
    on(event: 'close' | 'query-session-end', listener: (event: Preventable) => void): unknown
    on(event: 'session-end', listener: () => void): unknown
    once(event: 'leave-full-screen', listener: () => void): unknown
    isFullScreen(): boolean
    setFullScreen(on: boolean): void
    hide(): void
  }
  /** Its event can be prevented on macOS and Linux, which delays the shutdown (Electron docs: powerMonitor). */
  readonly power: { on(event: 'shutdown', listener: (event?: Preventable) => void): unknown }
  /** An update closes the windows before it asks to quit (Electron docs: autoUpdater). */
  readonly updater: { on(event: 'before-quit-for-update', listener: () => void): unknown }
  show(): void
  /** Starts the app again after it has ended, with what it was asked to open meanwhile. */
  relaunch(): void
  /** A schedule is on. */
  hasSchedules(): boolean
  /** Puts the app into the tray, where somebody can open and quit it. */
  stayInTray(): void
  /** How many restores are running. */
  runningRestores(): number
  /** Asks whether to quit. It resolves with false once the signal aborts, because nobody has to answer any more. */
  askToQuit(restores: number, signal: AbortSignal): Promise<boolean>
  /** Ends the core: what is being written is finished. */
  end(): Promise<void>
  /** Records at once that the app ends as it should: Windows may end the process when the listener returns. */
  endMark(): void
}

export interface Lifecycle {
  /** Shows the window. While the app ends, it is started again instead. */
  show(): void
  /** Whether the app still does what it is asked to. */
  isOpen(): boolean
  /** Ends the app without a question, and then calls back instead of quitting. */
  endThen(last: () => void): void
}

/**
 * Decides what ends the app. Closing the window only hides it on macOS and while a schedule is on. Everything else that
 * quits does so, after the object that a restore is writing is finished.
 */
export function manageLifecycle(outside: LifecycleOutside): Lifecycle {
  const { app, window, platform } = outside
  let phase: 'open' | 'asking' | 'ending' | 'ended' = 'open'
  /** The system or an update ends the app, and nobody is asked. */
  const forced = new AbortController()
  let startsAgain = false
  /** What quits the app after it has ended. */
  let last = (): void => {
    if (startsAgain) outside.relaunch()
    app.quit()
  }

  async function quit(): Promise<void> {
    phase = 'asking'
    const restores = forced.signal.aborted ? 0 : outside.runningRestores()
    if (restores > 0) {
      // A question on a hidden window could never be answered (electron/electron#22671).
      outside.show()
      const quits = await outside.askToQuit(restores, forced.signal)
      if (!quits && !forced.signal.aborted) {
        phase = 'open'
        return
      }
    }
    phase = 'ending'
    await outside.end().catch((error: unknown) => console.error(error))
    phase = 'ended'
    last()
  }

  /** Quits without a question, also while one is open. */
  function force(): void {
    forced.abort()
    if (phase === 'open') void quit()
  }

  function hide(): void {
    // On macOS, hiding a window in full screen leaves a black screen (electron/electron#20263).
    if (platform === 'darwin' && window.isFullScreen()) {
      window.once('leave-full-screen', () => window.hide())
      window.setFullScreen(false)
    } else window.hide()
  }

  app.on('before-quit', (event) => {
    if (phase === 'ended') return
    event.preventDefault()
    if (phase === 'open') void quit()
  })
  window.on('close', (event) => {
    if (phase === 'ended' || forced.signal.aborted) return
    event.preventDefault()
    if (phase !== 'open') return
    if (platform !== 'darwin' && !outside.hasSchedules()) return app.quit()
    hide()
    if (platform !== 'darwin' || outside.hasSchedules()) outside.stayInTray()
  })
  window.on('query-session-end', (event) => {
    if (outside.runningRestores() === 0) return
    // Windows shows that TenantAtlas isn't ready yet, until it is, and doesn't wait for an app without a window on screen
    // (Microsoft Learn: Application Shutdown Changes in Windows Vista).
    outside.show()
    event.preventDefault()
    force()
  })
  // Windows ends the process soon after this event (Electron docs: BrowserWindow, session-end).
  window.on('session-end', () => {
    outside.endMark()
    force()
  })
  outside.power.on('shutdown', (event) => {
    event?.preventDefault()
    force()
  })
  outside.updater.on('before-quit-for-update', () => forced.abort())
  const isOpen = () => phase === 'open' || phase === 'asking'
  const show = () => {
    // Its core is going, so the window could show nothing.
    if (isOpen()) outside.show()
    else startsAgain = true
  }
  app.on('activate', show)
  app.on('second-instance', show)
  // The app ends by `quit`, and not because its window is gone.
  app.on('window-all-closed', () => {})
  return {
    show,
    isOpen,
    endThen(install) {
      last = install
      // Its core is gone when the installer starts, which can take a while.
      hide()
      force()
    },
  }
}
