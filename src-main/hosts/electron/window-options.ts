import type { BrowserWindowConstructorOptions } from 'electron'
import type { WindowButtons } from '#contract/model/shell.ts'

/** Where the system draws its window buttons over the page. */
export const windowButtonsOf = (platform: string): WindowButtons => (platform === 'darwin' ? 'left' : 'right')

/**
 * The window's options. Every security setting is here, even if it is Electron's default, so that a test can check it.
 *
 * @param place where the window was left; the middle of the main display by default
 */
export function windowOptions(
  preload: string,
  platform: string,
  place: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null = null,
): BrowserWindowConstructorOptions {
  return {
    width: 1280,
    height: 800,
    ...place,
    // As wide as the page needs (ui/base.css).
    minWidth: 1024,
    minHeight: 600,
    show: false,
    title: 'TenantAtlas',
    titleBarStyle: 'hidden',
    // macOS draws its own buttons, in the middle of the bar.
    ...(windowButtonsOf(platform) === 'left'
      ? { trafficLightPosition: { x: 12, y: 9 } }
      : { titleBarOverlay: { color: '#00000000', symbolColor: '#ffffff', height: 32 } }),
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  }
}

/** The address of the packaged renderer: a custom scheme instead of file://. */
export const appOrigin = 'app://atlas'

/** The privileges of the scheme, which must be registered before Electron is ready. */
export const appScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
} as const
