import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

const Rectangle = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })
type Rectangle = z.infer<typeof Rectangle>

/** How a window was left. Zoom is Electron's level: 0 is 100 %. */
const WindowState = z.object({
  bounds: Rectangle,
  isMaximized: z.boolean(),
  isFullScreen: z.boolean(),
  zoomLevel: z.number().min(-9).max(9).catch(0),
})
export type WindowState = z.infer<typeof WindowState>

/** How the window was left; null if nobody knows. */
export function readWindowState(file: string): WindowState | null {
  try {
    return WindowState.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // The first start, or a file that was cut off. The window opens as usual.
    return null
  }
}

/** What of the title bar has to be on a display, so that somebody can move the window. */
const reachable = { width: 120, height: 32 }

/**
 * Where the window opens: at its old place if that is still on a display, with a size that fits there.
 *
 * @param workAreas of the displays, without taskbars
 * @returns null for the middle of the main display
 */
export function placeOf(state: WindowState | null, workAreas: readonly Rectangle[]): Rectangle | null {
  if (!state) return null
  const { x, y, width, height } = state.bounds
  const area = workAreas.find(
    (entry) =>
      Math.min(x + width, entry.x + entry.width) - Math.max(x, entry.x) >= reachable.width &&
      y >= entry.y - reachable.height / 2 &&
      y + reachable.height <= entry.y + entry.height,
  )
  if (!area) return null
  return { x, y, width: Math.min(width, area.width), height: Math.min(height, area.height) }
}

/** The part of a window that has a state. */
export interface RememberedWindow {
  getNormalBounds(): Rectangle
  isMaximized(): boolean
  isFullScreen(): boolean
  isDestroyed(): boolean
  readonly webContents: { getZoomLevel(): number }
  on(event: 'resize' | 'move' | 'close' | 'hide', listener: () => void): unknown
}

/**
 * Keeps the state of a window in a file: soon after each change, and when it closes. A window that nobody has seen is
 * neither maximized nor in full screen yet, and stays as it was left before.
 */
export function rememberWindow(
  window: RememberedWindow,
  file: string,
  before: WindowState | null,
  wasShown: () => boolean,
  pauseMs = 500,
): void {
  let soon: NodeJS.Timeout | undefined
  const save = () => {
    clearTimeout(soon)
    if (window.isDestroyed()) return
    const state: WindowState = {
      bounds: window.getNormalBounds(),
      isMaximized: wasShown() ? window.isMaximized() : (before?.isMaximized ?? false),
      isFullScreen: wasShown() ? window.isFullScreen() : (before?.isFullScreen ?? false),
      zoomLevel: window.webContents.getZoomLevel(),
    }
    try {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, JSON.stringify(state))
    } catch {
      // A full disk costs the place of the window, and nothing else.
    }
  }
  const later = () => {
    clearTimeout(soon)
    soon = setTimeout(save, pauseMs)
  }
  window.on('resize', later)
  window.on('move', later)
  window.on('hide', save)
  window.on('close', save)
}
