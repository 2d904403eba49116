import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { createServer, connect, type Server } from 'node:net'
import { checkOptions, declared } from './declarations.ts'
import { DeclaredEmitter } from './emitter.ts'
import { setStandInApp } from './stand-in-app.ts'
import { told } from './told.ts'
import { windows } from './windows.ts'

/** Switches of Chromium on the command line of the rehearsed app. */
const commandLine = declared('CommandLine', {
  hasSwitch: (name: string) => process.argv.includes(`--${name}`),
  appendSwitch: (name: string, value?: string) => told('switch', { name, value }),
})

/**
 * `app`: its events come in the documented order. Quitting emits `before-quit`, closes the windows, emits `will-quit`
 * and `quit`, and can be prevented at each of the first three (Electron docs: app).
 */
class StandInApp extends DeclaredEmitter {
  readonly commandLine = commandLine
  isPackaged = process.env['SHELL_PACKAGED'] === '1'
  name = 'TenantAtlas'
  readonly dock =
    process.platform === 'darwin'
      ? declared('Dock', { setMenu: () => told('dockMenu', {}), hide: () => told('dockHidden', {}) })
      : undefined
  readonly #paths = new Map<string, string>()
  #isReady = false
  #lock: Server | undefined
  #loginItem = { openAtLogin: false }
  readonly #ready: Promise<void>

  constructor() {
    super('App')
    this.#ready = new Promise((resolve) =>
      setImmediate(() => {
        this.#isReady = true
        this.emit('will-finish-launching')
        this.emit('ready', {}, {})
        resolve()
      }),
    )
  }

  whenReady = (): Promise<void> => this.#ready
  isReady = (): boolean => this.#isReady
  enableSandbox(): void {
    this.#beforeReady('enableSandbox')
    told('sandboxed', {})
  }
  setName(name: string): void {
    this.name = name
  }
  getName = (): string => this.name
  getVersion = (): string =>
    (JSON.parse(readFileSync(join(process.env['SHELL_ROOT']!, 'package.json'), 'utf8')) as { version: string }).version
  getLocale = (): string => 'en-US'
  getAppPath = (): string => process.env['SHELL_ROOT']!
  setAppUserModelId = (id: string): void => told('appUserModelId', { id })
  setPath(name: string, path: string): void {
    if (name === 'userData') this.#beforeReady('setPath')
    if (!isAbsolute(path)) throw new Error('Path must be absolute')
    if (!existsSync(path)) throw new Error('Path must exist')
    this.#paths.set(name, path)
  }
  getPath(name: string): string {
    // As on Windows with a folder on a share that is out of reach (electron/electron#30675).
    if (process.env['SHELL_LOST_FOLDERS']?.split(',').includes(name)) throw new Error(`Failed to get '${name}' path`)
    const known = this.#paths.get(name)
    if (known !== undefined) return known
    const path = join(process.env['SHELL_FOLDER']!, name)
    mkdirSync(path, { recursive: true })
    return path === '' ? homedir() : path
  }

  /** Electron keeps one lock in each `userData` folder, and tells its holder what the next process was started with. */
  requestSingleInstanceLock(): boolean {
    const path = join(this.getPath('userData'), 'lock.sock')
    const isHeld = process.env['SHELL_SECOND'] === '1'
    if (isHeld) {
      connect(path).end(JSON.stringify({ argv: process.argv, cwd: process.cwd() }))
      return false
    }
    rmSync(path, { force: true })
    this.#lock = createServer((socket) => {
      let text = ''
      socket.on('data', (chunk) => void (text += chunk.toString()))
      socket.on('end', () => {
        const { argv, cwd } = JSON.parse(text) as { argv: string[]; cwd: string }
        this.emit('second-instance', {}, argv, cwd, undefined)
      })
    }).listen(path)
    this.#lock.unref()
    return true
  }
  releaseSingleInstanceLock(): void {
    this.#lock?.close()
  }

  setLoginItemSettings(settings: object): void {
    checkOptions('Settings', settings)
    this.#loginItem = { openAtLogin: false, ...settings }
    told('loginItem', settings)
  }
  getLoginItemSettings(options: object = {}): { openAtLogin: boolean; wasOpenedAtLogin: boolean } {
    checkOptions('LoginItemSettingsOptions', options)
    return { ...this.#loginItem, wasOpenedAtLogin: process.env['SHELL_AT_LOGIN'] === '1' }
  }
  setJumpList(categories: readonly object[]): string {
    for (const category of categories) {
      checkOptions('JumpListCategory', category)
      for (const item of 'items' in category ? (category.items as object[]) : []) checkOptions('JumpListItem', item)
    }
    told('jumpList', { categories })
    return 'ok'
  }
  addRecentDocument = (path: string): void => told('recentDocument', { path })
  clearRecentDocuments = (): void => told('recentDocument', { path: null })
  setAboutPanelOptions(options: object): void {
    checkOptions('AboutPanelOptionsOptions', options)
    told('about', options)
  }
  showAboutPanel = (): void => told('aboutShown', {})
  focus = (): void => told('focused', {})
  setAsDefaultProtocolClient = (scheme: string): boolean => (told('protocolClient', { scheme }), true)

  quit(): void {
    if (this.prevented('before-quit')) return told('quitPrevented', {})
    for (const window of windows()) {
      window.close()
      if (!window.isDestroyed()) return told('quitPrevented', {})
    }
    if (this.prevented('will-quit')) return told('quitPrevented', {})
    this.#end(0)
  }

  exit(code = 0): void {
    for (const window of windows()) window.destroy()
    this.#end(code)
  }

  relaunch(options: object = {}): void {
    checkOptions('RelaunchOptions', options)
    told('relaunched', options)
  }

  #end(code: number): void {
    this.emit('quit', {}, code)
    told('ended', { code })
    // The message has to leave before the process does.
    setImmediate(() => process.exit(code))
  }

  #beforeReady(what: string): void {
    if (this.#isReady) throw new Error(`${what} must be called before the app is ready.`)
  }
}

const standIn = new StandInApp()
setStandInApp(standIn)
export const app = declared('App', standIn)
