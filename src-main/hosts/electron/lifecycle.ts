/** The parts of Electron that decide when the app ends, replaceable in tests. */
export interface LifecycleOutside {
  readonly platform: string
  readonly app: {
    on(event: 'before-quit', listener: (event: { preventDefault(): void }) => void): unknown
    on(event: 'activate' | 'second-instance' | 'window-all-closed', listener: () => void): unknown
    quit(): void
  }
  readonly window: {
    on(event: 'close', listener: (event: { preventDefault(): void }) => void): unknown
    on(event: 'session-end', listener: () => void): unknown
    hide(): void
  }
  /** Its event can be prevented on macOS and Linux, which delays the shutdown (Electron docs: powerMonitor). */
  readonly power: { on(event: 'shutdown', listener: (event?: { preventDefault(): void }) => void): unknown }
  /** An update closes the windows before it asks to quit (Electron docs: autoUpdater). */
  readonly updater: { on(event: 'before-quit-for-update', listener: () => void): unknown }
  show(): void
  /** A schedule is on. */
  hasSchedules(): boolean
  /** Puts the app into the tray, where somebody can open and quit it. */
  stayInTray(): void
  /** How many restores are running. */
  runningRestores(): Promise<number>
  askToQuit(restores: number): Promise<boolean>
  /** Ends the core: what is being written is finished. */
  end(): Promise<void>
}

/**
 * Decides what ends the app. Closing the window only hides it on macOS and while a schedule is on. Everything else that
 * quits does so, after the object that a restore is writing is finished.
 */
export function manageLifecycle(outside: LifecycleOutside): void {
  const { app, window, platform } = outside
  let phase: 'open' | 'asking' | 'ending' | 'ended' = 'open'
  /** The system or an update ends the app, and nobody is asked. */
  let isForced = false

  async function quit(): Promise<void> {
    phase = 'asking'
    const restores = isForced ? 0 : await outside.runningRestores().catch(() => 0)
    if (restores > 0 && !(await outside.askToQuit(restores))) {
      phase = 'open'
      return
    }
    phase = 'ending'
    await outside.end().catch((error: unknown) => console.error(error))
    phase = 'ended'
    app.quit()
  }

  app.on('before-quit', (event) => {
    if (phase === 'ended') return
    event.preventDefault()
    if (phase === 'open') void quit()
  })
  window.on('close', (event) => {
    if (phase === 'ended' || isForced) return
    event.preventDefault()
    if (phase !== 'open') return
    if (platform !== 'darwin' && !outside.hasSchedules()) return app.quit()
    window.hide()
    if (platform !== 'darwin' || outside.hasSchedules()) outside.stayInTray()
  })
  // Windows ends the process soon after this event (Electron docs: BrowserWindow, session-end).
  window.on('session-end', () => {
    isForced = true
    if (phase === 'open') void quit()
  })
  outside.power.on('shutdown', (event) => {
    isForced = true
    event?.preventDefault()
    if (phase === 'open') void quit()
  })
  outside.updater.on('before-quit-for-update', () => void (isForced = true))
  app.on('activate', outside.show)
  app.on('second-instance', outside.show)
  // The app ends by `quit`, and not because its window is gone.
  app.on('window-all-closed', () => {})
}
