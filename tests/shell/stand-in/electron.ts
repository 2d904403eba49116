/**
 * Stands in for the module `electron` where no binary can be had. It keeps what Electron documents of each part that
 * the shell uses, over a real Chromium, and refuses everything that `electron.d.ts` doesn't declare.
 */
import { standInApp } from './stand-in-app.ts'
import { answerDialog, clickMenu, clickNotification, power, theme } from './desktop.ts'
import { windows } from './windows.ts'
import { app } from './app.ts'

export { app } from './app.ts'
export { BrowserWindow } from './browser-window.ts'
export * from './desktop.ts'
export { ipcMain } from './ipc-main.ts'
export { protocol } from './protocol.ts'

// Electron says here where the package keeps its resources.
Object.assign(process, { resourcesPath: process.env['SHELL_RESOURCES'] ?? process.env['SHELL_ROOT'] })

/** What a test does to the app: as the operating system, or as the person in front of it. */
const deeds: Readonly<Record<string, (detail: never) => unknown>> = {
  /** An event of the app, for example `activate`. The answer says whether it was prevented. */
  app: ({ event, values = [] }: { event: string; values?: unknown[] }) => standInApp().prevented(event, ...values),
  quit: () => app.quit(),
  power: ({ event }: { event: string }) => power.prevented(event),
  theme: ({ dark }: { dark: boolean }) => {
    theme.shouldUseDarkColors = dark
    theme.emit('updated')
  },
  close: () => windows()[0]!.close(),
  crash: () => windows()[0]!.crash(),
  windowEvent: ({ event }: { event: string }) => windows()[0]!.prevented(event),
  bounds: (bounds: object) => windows()[0]!.setBounds(bounds),
  maximize: () => windows()[0]!.maximize(),
  blur: () => windows()[0]!.hide(),
  zoom: ({ level }: { level: number }) => windows()[0]!.webContents.setZoomLevel(level),
  state: () => {
    const [window] = windows()
    return window
      ? { isVisible: window.isVisible(), isFocused: window.isFocused(), bounds: window.getBounds() }
      : { isVisible: false, isFocused: false }
  },
  menu: ({ path }: { path: string }) => clickMenu(path),
  notification: () => clickNotification(),
  dialogs: (answers: Parameters<typeof answerDialog>[0]) => answerDialog(answers),
}

process.on('message', (message: { deed: string; detail: never; id: number }) => {
  if (!(message.deed in deeds)) return
  try {
    process.send?.({ done: message.id, result: deeds[message.deed]!(message.detail) ?? null })
  } catch (error) {
    process.send?.({ done: message.id, error: String(error) })
  }
})
