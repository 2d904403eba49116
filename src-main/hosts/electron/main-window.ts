import type { WindowState } from './window-state.ts'

/** The parts of a window that decide when it is seen, replaceable in tests. */
export interface ShowableWindow {
  isDestroyed(): boolean
  isMinimized(): boolean
  maximize(): void
  setFullScreen(on: boolean): void
  restore(): void
  show(): void
  focus(): void
  once(event: 'ready-to-show', listener: () => void): unknown
  readonly webContents: {
    setZoomLevel(level: number): void
    once(event: 'did-finish-load', listener: () => void): unknown
  }
}

export interface MainWindow {
  show(): void
  /** Whether anybody has seen it. */
  wasShown(): boolean
}

/**
 * Shows the window as it was left, once its page is there or somebody wants it.
 *
 * @param isReady called once, when the page can be seen. It decides whether the window is shown.
 */
export function manageMainWindow(
  window: ShowableWindow,
  state: WindowState | null,
  platform: string,
  isReady: () => void,
): MainWindow {
  let isShown = false
  let isDone = false
  const ready = (): void => {
    if (isDone || window.isDestroyed()) return
    isDone = true
    if (state) window.webContents.setZoomLevel(state.zoomLevel)
    isReady()
  }
  window.once('ready-to-show', ready)
  // A hidden window may never paint with Wayland, and then it is never ready (electron/electron#48859).
  if (platform === 'linux') window.webContents.once('did-finish-load', ready)
  return {
    wasShown: () => isShown,
    show() {
      if (window.isDestroyed()) return
      // Both show the window, so they wait until it is wanted (Electron docs: BrowserWindow).
      if (!isShown && state?.isMaximized) window.maximize()
      if (!isShown && state?.isFullScreen) window.setFullScreen(true)
      isShown = true
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
  }
}
