import { join } from 'node:path'
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  net,
  Notification,
  protocol,
  safeStorage,
  session,
  shell,
  Tray,
} from 'electron'
import { toAppError } from '#contract/errors.ts'
import { composeCore } from '../compose.ts'
import { createDoorLog } from '../door-log.ts'
import { defaultDataFolder, productVersion, projectFolder } from '../folders.ts'
import { readRendererFile } from '../renderer-files.ts'
import { catchUncaught, superviseCore } from '../supervisor.ts'
import { trustSystemCertificates } from '../trusted-certificates.ts'
import { devServerOf } from './dev-server.ts'
import { guardContents, guardSession } from './guards.ts'
import { openIpcDoor } from './ipc-door.ts'
import { announceOutside } from './notifications.ts'
import { createSafeStorageVault } from './safe-storage-vault.ts'
import { keepInTray } from './tray.ts'
import { appOrigin, appScheme, windowOptions } from './window-options.ts'

/** Ends the app with a message. */
function stop(sentence: string): void {
  dialog.showErrorBox('TenantAtlas', sentence)
  app.exit(1)
}

/** The Electron host: a window around the same renderer and the same core as every other host. */
async function start(): Promise<void> {
  trustSystemCertificates()
  await app.whenReady()
  const root = projectFolder()
  const folder = join(root, 'out', 'renderer')
  const devServer = devServerOf(app.isPackaged, process.env)
  protocol.handle(appScheme.scheme, async (request) => {
    const { pathname, search } = new URL(request.url)
    if (devServer) return net.fetch(new URL(`${pathname}${search}`, devServer).href)
    const file = await readRendererFile(folder, pathname, '')
    return file
      ? new Response(new Uint8Array(Buffer.from(file.body)), { headers: file.headers })
      : new Response('Not found', { status: 404 })
  })
  guardSession(session.defaultSession)
  const vault = await createSafeStorageVault(safeStorage, process.platform)
  const { core, log, uncaught } = await superviseCore({
    open: (earlierLog) =>
      composeCore({
        host: 'electron',
        version: productVersion(),
        // The same folder as in all other hosts, so that the browser and the command line show what the app captured.
        dataFolder: defaultDataFolder(),
        resources: join(root, 'resources'),
        logToStderr: !app.isPackaged,
        log: earlierLog,
        vault,
        openBrowser: (url) =>
          url.startsWith('https:') ? shell.openExternal(url) : Promise.reject(new Error('not https')),
      }),
    giveUp: stop,
  })
  catchUncaught(process, uncaught)
  const doorLog = createDoorLog(log)
  openIpcDoor(ipcMain, core, doorLog)
  const ended = new AbortController()
  void core.schedules.watch(ended.signal)
  app.on('window-all-closed', () => {
    ended.abort()
    void core
      .close()
      .catch((error: unknown) => console.error(error))
      .then(() => app.quit())
  })
  const window = new BrowserWindow(windowOptions(join(root, 'out', 'preload', 'index.cjs')))
  const show = () => {
    if (window.isMinimized()) window.restore()
    window.focus()
  }
  app.on('second-instance', show)
  announceOutside(core, {
    isInFront: () => !window.isDestroyed() && window.isFocused(),
    show,
    notification: (words) => new Notification(words),
  })
  await keepInTray(core, {
    window,
    icon: (menu, tooltip) => {
      const tray = new Tray(nativeImage.createFromPath(join(root, 'resources', 'tray.png')))
      tray.setToolTip(tooltip)
      tray.setContextMenu(Menu.buildFromTemplate([...menu]))
      tray.on('click', () => window.show())
    },
    quit: () => window.destroy(),
  })
  window.once('ready-to-show', () => {
    window.show()
    // `npm start` opens the browser if no window appears.
    process.send?.('window-shown')
  })
  await window.loadURL(`${appOrigin}/`)
}

// Stack traces in the log name the sources where the maps are there: in a checkout, a package leaves them out.
process.setSourceMapsEnabled(true)
protocol.registerSchemesAsPrivileged([appScheme])
// It would remove `--no-sandbox` from the command line, and no window could open if the sandbox can't work.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
app.on('web-contents-created', (_event, contents) =>
  guardContents(contents, (url) => void shell.openExternal(url).catch((error: unknown) => console.error(error))),
)
// Two processes with one data folder would lock each other out. Not awaited here: Electron is ready only after this
// module has run (Electron docs: esm).
if (app.requestSingleInstanceLock())
  start().catch((error: unknown) => {
    console.error(error)
    const { message, hint } = toAppError(error)
    stop([message, hint].filter(Boolean).join('\n'))
  })
else {
  process.send?.('second-instance')
  app.quit()
}
