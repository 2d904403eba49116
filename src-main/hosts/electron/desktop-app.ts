import { join } from 'node:path'
import {
  app,
  autoUpdater,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  net,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
} from 'electron'
import { toAppError } from '#contract/errors.ts'
import { windowsBroker } from '#infra/auth/broker.ts'
import { openCommandDoor } from '../command-door.ts'
import { createDoorLog } from '../door-log.ts'
import { productVersion, projectFolder } from '../folders.ts'
import { writeProblemReport } from '../problem-report.ts'
import { beginSession } from '../session-marker.ts'
import { superviseHost } from '../supervise-host.ts'
import { catchUncaught } from '../supervisor.ts'
import { createSystemScheduler, thisComputer } from '../system-scheduler.ts'
import { words } from '../words.ts'
import { applicationMenu } from './application-menu.ts'
import { appProgram, restartOf, scheduledProgram, type Prepared } from './prepare.ts'
import { isLink, linkScheme, switches } from './arguments.ts'
import { canaryFile } from './canary-file.ts'
import { captureNow } from './capture-now.ts'
import { offerCapture } from './offer-capture.ts'
import { createDesktopShell } from './desktop-shell.ts'
import { devServerOf } from './dev-server.ts'
import { servePages } from './serve-pages.ts'
import { guardSession } from './guards.ts'
import { openIpcDoor } from './ipc-door.ts'
import { manageMainWindow } from './main-window.ts'
import { manageLifecycle } from './lifecycle.ts'
import { createLoginItem } from './login-item.ts'
import { announceOutside } from './notifications.ts'
import { reloadAfterCrash } from './page-crash.ts'
import { followPower, stayAwake } from './power.ts'
import { activeRuns, followRestores } from './active-runs.ts'
import type { SignInPages } from './sign-in-pages.ts'
import { createSafeStorageVault } from './safe-storage-vault.ts'
import { createSystemNetwork } from './system-network.ts'
import { createTray, followSchedules, trayImage } from './tray.ts'
import { appOrigin, windowButtonsOf, windowOptions } from './window-options.ts'
import { openUpdates } from './open-updates.ts'
import type { Opened } from './opened.ts'
import { noteFile } from './switch-file.ts'
import { placeOf, readWindowState, rememberWindow } from './window-state.ts'

/** Ends the app with a message. */
export function stop(sentence: string): void {
  dialog.showErrorBox('TenantAtlas', sentence)
  app.exit(1)
}

/** Kept here: without a variable that stays, an icon disappears after a while (Electron docs: FAQ). */
let tray: Tray | undefined

/**
 * A folder of the user. Electron throws where the system can't find it, for example on a share that is out of reach
 * (electron/electron#30675).
 */
function userFolder(name: 'downloads' | 'documents'): string {
  try {
    return app.getPath(name)
  } catch {
    return app.getPath('home')
  }
}

const documentation = 'https://learn.microsoft.com/mem/intune/'

/** The Electron host: a window around the same renderer and the same core as every other host. */
export async function start(
  { asked, dataFolder, shellFolder }: Prepared,
  opened: Opened,
  signInPages: SignInPages,
): Promise<void> {
  await app.whenReady()
  const root = projectFolder()
  const { platform } = process
  servePages(protocol, net, join(root, 'out', 'renderer'), devServerOf(app.isPackaged, process.env))
  guardSession(session.defaultSession)
  // The system may ask somebody to unlock the keychain first, which takes as long as they like.
  process.send?.('waiting-for-keychain')
  const startedAgain = { shows: false, captures: false }
  const noteStart = (_event: unknown, argv: readonly string[]) => {
    startedAgain.shows = true
    startedAgain.captures ||= argv.includes(switches.captureNow)
  }
  // A click in the Dock doesn't start another process.
  const noteActivate = () => void (startedAgain.shows = true)
  app.on('second-instance', noteStart)
  app.on('activate', noteActivate)
  const vault = await createSafeStorageVault(safeStorage, platform, canaryFile(join(shellFolder, 'keychain-check')))
  process.send?.('keychain-answered')
  const marker = beginSession(dataFolder)
  app.once('quit', () => marker.end())
  const windowFile = join(shellFolder, 'window.json')
  const state = readWindowState(windowFile)
  const place = placeOf(
    state,
    screen.getAllDisplays().map(({ workArea }) => workArea),
  )
  const program = appProgram(process)
  // What starts the app again has to keep its data folder.
  const own = asked.dataFolder === null ? [] : ['--data', dataFolder]
  const restart = restartOf(program, own, process)
  // macOS passes no arguments to a login item.
  const signIn = app.getLoginItemSettings()
  // It also says so after a restart that opens all windows again, where the app isn't a login item.
  const isHidden = asked.isHidden || (platform === 'darwin' && signIn.openAtLogin && signIn.wasOpenedAtLogin)
  // What somebody opened while an update ended the app.
  const reopened = noteFile(join(shellFolder, 'opened-file'))
  const { updates, failedBefore } = openUpdates({
    app,
    shell,
    platform,
    shellFolder,
    restart,
    // Both are there long before somebody can update the app.
    activeRuns: () => activeRuns(core),
    endThen: (install) =>
      lifecycle.endThen(() => {
        const keepFile = () => {
          const waiting = opened.take()
          if (waiting !== null) reopened.write(waiting)
        }
        keepFile()
        // The installer of macOS may take a while before it ends the app.
        app.once('quit', keepFile)
        install()
      }),
    changed: () => core.publish('shell.changed', {}),
    log: (error) => log.error({ error: String(error) }, 'an update failed'),
  })
  const scheduler = createSystemScheduler(scheduledProgram(program, dataFolder, platform), thisComputer(dataFolder))
  void scheduler.refresh().catch((error: unknown) => console.error(error))
  const desktop = createDesktopShell({
    updates,
    windowButtons: windowButtonsOf(platform),
    setButtonColor: (symbolColor) => window.setTitleBarOverlay({ color: '#00000000', symbolColor }),
    saveDialog: (options) => dialog.showSaveDialog(window, options),
    openDialog: (options) => dialog.showOpenDialog(window, options),
    downloads: () => userFolder('downloads'),
    loginItem: createLoginItem(platform, app, {
      program: program.path,
      arguments: [...program.args, ...own],
      configFolder: app.getPath('appData'),
    }),
    scheduler,
    opened,
    notices: () => [
      ...(marker.endedBadly ? [words.notices.endedBadly] : []),
      ...(vault.concern ? [vault.concern] : []),
      ...(failedBefore === null ? [] : [words.notices.updateFailed(failedBefore)]),
    ],
    reportProblem: async () => {
      const { electron, chrome, node } = process.versions
      const versions = { TenantAtlas: productVersion(), Electron: electron, Chromium: chrome, Node: node }
      const report = writeProblemReport(dataFolder, userFolder('documents'), {
        ...versions,
        keychain: vault.protection,
      })
      await shell.openPath(report)
      return report
    },
  })
  const { core, log, uncaught } = await superviseHost({
    host: 'electron',
    version: productVersion(),
    // The same folder as in all other hosts, so that the browser and the command line show what the app captured.
    dataFolder,
    resources: join(root, 'resources'),
    logToStderr: !app.isPackaged,
    vault,
    shell: desktop,
    // A session of its own: nothing of Graph is cached on disk, and pages can't use its connections.
    network: createSystemNetwork(session.fromPartition('graph', { cache: false })),
    // `window` is made after the core, and long before somebody can sign in.
    broker: windowsBroker(platform, () => (window.isDestroyed() ? undefined : window.getNativeWindowHandle())),
    openBrowser: (url) => (url.startsWith('https:') ? shell.openExternal(url) : Promise.reject(new Error('not https'))),
    giveUp: stop,
  })
  catchUncaught(process, uncaught)
  signInPages.follow(core)
  openIpcDoor(ipcMain, core, createDoorLog(log))
  const commands = await openCommandDoor(core, { dataFolder, version: productVersion(), log: createDoorLog(log) })
  const ended = new AbortController()
  void core.schedules.watch(ended.signal)
  // Somebody has to unlock it, or nothing is backed up.
  const { problem } = await core.call('storage.get', {}).catch((error: unknown) => ({ problem: toAppError(error) }))
  const hasSchedules = await followSchedules(core)
  const runningRestores = await followRestores(core, stayAwake(powerSaveBlocker))

  const window = new BrowserWindow(windowOptions(join(root, 'out', 'preload', 'index.cjs'), platform, place))
  // The constructor takes the scale of the main display for that of another one (electron/electron#29605).
  if (place) window.setBounds(place)
  const page = reloadAfterCrash(window.webContents, {
    giveUp: () => dialog.showErrorBox('TenantAtlas', words.pageCrashed),
    log: (reason) => log.error({ reason }, 'the page of the window crashed'),
  })
  const main = manageMainWindow(window, state, platform, () => {
    if (isHidden && problem === null && !startedAgain.shows && !opened.isWaiting()) stayInTray()
    else lifecycle.show()
    // `npm start` opens the browser if no window appears.
    process.send?.('window-shown')
  })
  const capture = () => {
    // A locked database refuses, and its screen says why.
    if (lifecycle.isOpen()) void captureNow(core).catch(() => lifecycle.show())
    else {
      startedAgain.captures = true
      lifecycle.show()
    }
  }
  const stayInTray = createTray(
    (menu, tooltip, open) => {
      tray = new Tray(nativeImage.createFromPath(join(root, 'resources', trayImage(platform))))
      tray.setToolTip(tooltip)
      tray.setContextMenu(Menu.buildFromTemplate([...menu]))
      // On macOS, the click opens the menu.
      if (platform !== 'darwin') tray.on('click', open)
    },
    { open: () => lifecycle.show(), captureNow: capture, quit: () => app.quit() },
  )
  const lifecycle = manageLifecycle({
    platform,
    app,
    window,
    power: powerMonitor,
    updater: autoUpdater,
    show() {
      page.revive()
      main.show()
    },
    relaunch() {
      const waiting = opened.take()
      const asked = [
        ...(startedAgain.captures ? [switches.captureNow] : []),
        ...(waiting === null ? [] : isLink(waiting) ? ['--', waiting] : [waiting]),
      ]
      app.relaunch({ ...restart, args: [...restart.args, ...asked] })
    },
    hasSchedules,
    stayInTray,
    runningRestores,
    async askToQuit(restores, signal) {
      const { response } = await dialog.showMessageBox(window, {
        type: 'question',
        message: words.quitting.message(restores),
        detail: words.quitting.detail,
        buttons: [words.quitting.stay, words.quitting.quit],
        defaultId: 0,
        cancelId: 0,
        signal,
      })
      return response === 1
    },
    async end() {
      ended.abort()
      commands.close()
      await core.close(true)
    },
    endMark: () => marker.end(),
  })
  // Ctrl+C in the terminal that started it, where Windows has no signal for a window.
  process.on('message', (message) => {
    if (message === 'quit') app.quit()
  })
  followPower(core, powerMonitor)
  updates.watch(ended.signal)
  rememberWindow(window, windowFile, state, () => main.wasShown())
  announceOutside(core, {
    isInFront: () => !window.isDestroyed() && window.isFocused(),
    show: () => lifecycle.show(),
    notification: (text) => new Notification(text),
  })
  // Linux shows what is set here, and nothing else; a checkout would show Electron's version (Electron docs: app).
  app.setAboutPanelOptions({ applicationName: 'TenantAtlas', applicationVersion: productVersion() })
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      applicationMenu(
        { platform, isPackaged: app.isPackaged },
        {
          command(command) {
            lifecycle.show()
            core.publish('shell.command', { command })
          },
          captureNow: capture,
          reportProblem: () =>
            void desktop.reportProblem().catch((error: unknown) => dialog.showErrorBox('TenantAtlas', String(error))),
          openDataFolder: () => void shell.openPath(dataFolder),
          openDocumentation: () => void shell.openExternal(documentation).catch(console.error),
          about: () => app.showAboutPanel(),
          quit: () => app.quit(),
        },
      ),
    ),
  )
  // The packages of macOS and Linux register it themselves (electron-builder docs: protocols).
  if (platform === 'win32' && app.isPackaged && own.length === 0)
    app.setAsDefaultProtocolClient(linkScheme, program.path, [...program.args, '--'])
  offerCapture({ app, Menu }, { path: program.path, args: [...program.args, ...own] }, capture)
  app.on('second-instance', (_event, argv) => {
    if (argv.includes(switches.captureNow)) capture()
  })
  app.off('second-instance', noteStart)
  app.off('activate', noteActivate)
  if (asked.capturesNow || startedAgain.captures) capture()
  startedAgain.captures = false
  opened.listen(() => {
    lifecycle.show()
    if (lifecycle.isOpen()) core.publish('shell.changed', {})
  })
  const given = asked.opened ?? reopened.take()
  if (given !== null) opened.open(given, process.cwd())
  await window.loadURL(`${appOrigin}/`).catch((error: unknown) => {
    // It also fails if the app quits meanwhile, or if the page crashed and is loaded again (electron/electron#37123).
    if (lifecycle.isOpen() && !page.hasCrashed()) throw error
  })
}
