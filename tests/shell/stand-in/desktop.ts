import { readFileSync } from 'node:fs'
import { request, type ClientRequest, type RequestOptions } from 'node:http'
import { checkOptions, declared } from './declarations.ts'
import { DeclaredEmitter } from './emitter.ts'
import { told } from './told.ts'

/* Electron's parts around the window: what the operating system would show is told to the test. */

interface MenuItem {
  readonly id?: string
  readonly label?: string
  readonly role?: string
  readonly accelerator?: string
  readonly type?: string
  readonly enabled?: boolean
  readonly visible?: boolean
  readonly checked?: boolean
  readonly submenu?: readonly MenuItem[]
  click?(): void
}

const clicks = new Map<string, () => void>()

/** A menu as data, with the clicks kept by the path of labels. */
function shown(items: readonly MenuItem[], path: string): object[] {
  return items.map(({ click, submenu, ...item }) => {
    checkOptions('MenuItemConstructorOptions', item)
    const place = `${path}/${item.label ?? item.role ?? ''}`
    if (click) clicks.set(place, click)
    return { ...item, ...(submenu ? { submenu: shown(submenu, place) } : {}) }
  })
}

/** Clicks a menu item by its path, for example `/Help/Report a problem`. */
export function clickMenu(path: string): void {
  const click = clicks.get(path)
  if (!click) throw new Error(`There is no menu item ${path}, only ${[...clicks.keys()].join(', ')}.`)
  click()
}

class StandInMenu {
  readonly items: readonly MenuItem[]
  constructor(items: readonly MenuItem[] = []) {
    this.items = items
  }
  static buildFromTemplate = (template: readonly MenuItem[]): StandInMenu => new StandInMenu(template)
  static setApplicationMenu(menu: StandInMenu | null): void {
    told('menu', { items: menu === null ? null : shown(menu.items, '') })
  }
  static getApplicationMenu = (): null => null
}
export const Menu = declared('Menu', StandInMenu)

class StandInTray extends DeclaredEmitter {
  constructor(image: { readonly path: string }) {
    super('Tray')
    told('tray', { image: image.path })
  }
  setToolTip = (tooltip: string): void => told('trayTooltip', { tooltip })
  setContextMenu = (menu: StandInMenu): void => told('trayMenu', { items: shown(menu.items, 'tray:') })
  destroy = (): void => told('trayGone', {})
}
export const Tray = new Proxy(StandInTray, {
  construct: (target, values: [{ path: string }]) => declared('Tray', new target(...values)),
})

export const nativeImage = declared('NativeImage', {
  createFromPath(path: string) {
    // A path that isn't there makes an empty image in Electron, and nobody notices.
    if (readFileSync(path).length === 0) throw new Error(`${path} is empty.`)
    return { path, isEmpty: () => false, setTemplateImage: () => told('templateImage', { path }) }
  },
})

class StandInNotification extends DeclaredEmitter {
  readonly #options: object
  constructor(options: object) {
    super('Notification')
    checkOptions('NotificationConstructorOptions', options)
    this.#options = options
  }
  show(): void {
    notifications.push(this)
    told('notification', this.#options)
  }
  static isSupported = (): boolean => true
}
const notifications: StandInNotification[] = []
/** Selects the newest notification of the operating system. */
export const clickNotification = (): void => void notifications.at(-1)?.emit('click', {})
export const Notification = new Proxy(StandInNotification, {
  construct: (target, values: [object]) => declared('Notification', new target(...values)),
})

/** What the person in front of the computer answers next, by dialog. */
const answers = { message: [] as number[], open: [] as string[][], save: [] as string[] }
export const answerDialog = (next: Partial<typeof answers>): void => void Object.assign(answers, next)

const withoutWindow = <Options>(values: readonly unknown[]): Options => values.at(-1) as Options
export const dialog = declared('Dialog', {
  showErrorBox: (title: string, content: string) => told('errorBox', { title, content }),
  async showMessageBox(...values: unknown[]) {
    const options = withoutWindow<{ buttons?: readonly string[]; cancelId?: number; message: string }>(values)
    checkOptions('MessageBoxOptions', options)
    // A sheet of a hidden window can't be answered (electron/electron#22671).
    if (values.length > 1 && !(values[0] as { isVisible(): boolean }).isVisible())
      throw new Error('A question on a hidden window is never answered.')
    told('messageBox', { ...options, signal: undefined })
    return { response: answers.message.shift() ?? options.cancelId ?? 0, checkboxChecked: false }
  },
  async showOpenDialog(...values: unknown[]) {
    const options = withoutWindow<object>(values)
    checkOptions('OpenDialogOptions', options)
    told('openDialog', options)
    const filePaths = answers.open.shift() ?? []
    return { canceled: filePaths.length === 0, filePaths }
  },
  async showSaveDialog(...values: unknown[]) {
    const options = withoutWindow<object>(values)
    checkOptions('SaveDialogOptions', options)
    told('saveDialog', options)
    const filePath = answers.save.shift() ?? ''
    return { canceled: filePath === '', filePath }
  },
})

export const shell = declared('Shell', {
  openExternal: async (url: string) => told('openExternal', { url }),
  openPath: async (path: string) => (told('openPath', { path }), ''),
  showItemInFolder: (path: string) => told('showItemInFolder', { path }),
})

export const clipboard = declared('Clipboard', { writeText: (text: string) => told('clipboard', { text }) })

class StandInPowerMonitor extends DeclaredEmitter {
  constructor() {
    super('PowerMonitor')
  }
  isOnBatteryPower = (): boolean => false
}
export const power = new StandInPowerMonitor()
export const powerMonitor = declared('PowerMonitor', power)

let blockers = 0
export const powerSaveBlocker = declared('PowerSaveBlocker', {
  start(type: string) {
    if (!['prevent-app-suspension', 'prevent-display-sleep'].includes(type))
      throw new Error(`Electron blocks no ${type}.`)
    told('powerSaveBlocker', { type })
    return (blockers += 1)
  },
  stop: (id: number) => told('powerSaveBlockerStopped', { id }),
  isStarted: () => true,
})

class StandInTheme extends DeclaredEmitter {
  shouldUseDarkColors = process.env['SHELL_DARK'] === '1'
  themeSource = 'system'
  constructor() {
    super('NativeTheme')
  }
}
export const theme = new StandInTheme()
export const nativeTheme = declared('NativeTheme', theme)

const displays = [{ id: 1, bounds: area(), workArea: area(), scaleFactor: 1 }]
function area() {
  return { x: 0, y: 0, width: 1920, height: 1080 }
}
class StandInScreen extends DeclaredEmitter {
  constructor() {
    super('Screen')
  }
  getAllDisplays = () => displays
  getPrimaryDisplay = () => displays[0]!
  getDisplayMatching = () => displays[0]!
}
export const screen = declared('Screen', new StandInScreen())

class StandInSession extends DeclaredEmitter {
  request: ((contents: unknown, permission: string, callback: (granted: boolean) => void) => void) | undefined
  constructor() {
    super('Session')
  }
  setPermissionRequestHandler(handler: NonNullable<StandInSession['request']>): void {
    this.request = handler
    told('permissionRequests', {})
  }
  setPermissionCheckHandler = (): void => told('permissionChecks', {})
  setCertificateVerifyProc = (): void => told('certificates', {})
  setSpellCheckerEnabled = (): void => {}
  resolveProxy = async (url: string): Promise<string> => {
    told('resolveProxy', { url })
    return process.env['SHELL_PROXY'] ?? 'DIRECT'
  }
  fetch = (url: string, init?: RequestInit): Promise<Response> => {
    told('sessionFetch', { origin: new URL(url).origin })
    const answer = fetch(url, init)
    // Electron has no answer for a redirect that isn't followed (electron/electron#43715).
    return init?.redirect !== 'manual'
      ? answer
      : answer.then((response) => {
          if (response.status >= 300 && response.status < 400) throw new Error('Redirect was cancelled')
          return response
        })
  }
}
const defaultSession = declared('Session', new StandInSession())
export const session = { defaultSession, fromPartition: () => defaultSession }

/** A request as electron-updater makes it: with Node's own, which has the same answer and events. */
function clientRequest(options: RequestOptions & { session?: unknown; redirect?: string }): ClientRequest {
  checkOptions('ClientRequestConstructorOptions', {
    ...(options.session ? { session: options.session } : {}),
    ...(options.redirect ? { redirect: options.redirect } : {}),
  })
  const { session: _session, redirect: _redirect, ...rest } = options
  told('netRequest', { address: `${options.protocol}//${options.hostname}${options.path}` })
  return request(rest)
}

export const net = declared('Net', {
  request: clientRequest,
  fetch(input: string, init?: RequestInit & { bypassCustomProtocolHandlers?: boolean }) {
    told('netFetch', { origin: new URL(input).origin })
    return fetch(input, init)
  },
  isOnline: () => true,
})

/** `safeStorage` in the state that the test wants: available, basic_text, locked, refused, or with another key. */
const storage = () => process.env['SHELL_STORAGE'] ?? 'available'
const key = () => process.env['SHELL_KEY'] ?? 'one'
const sealed = (text: string): Buffer =>
  Buffer.from(`${storage() === 'basic_text' ? 'v10' : 'v11'}${key()}:${Buffer.from(text).toString('base64')}`)
function opened(bytes: Buffer): string {
  const [owner, content] = bytes.toString().slice(3).split(':')
  if (owner !== key()) throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.')
  return Buffer.from(content!, 'base64').toString()
}
const refuse = (): never => {
  throw new Error('Error while encrypting the text provided to safeStorage.encryptString.')
}
export const safeStorage = declared('SafeStorage', {
  isEncryptionAvailable: () => storage() !== 'locked',
  isAsyncEncryptionAvailable: async () => storage() !== 'locked',
  getSelectedStorageBackend: () => (storage() === 'basic_text' ? 'basic_text' : 'gnome_libsecret'),
  encryptString: (text: string) => (storage() === 'refused' ? refuse() : sealed(text)),
  encryptStringAsync: async (text: string) => (storage() === 'refused' ? refuse() : sealed(text)),
  decryptString: (bytes: Buffer) => opened(bytes),
  decryptStringAsync: async (bytes: Buffer) => ({ result: opened(bytes), shouldReEncrypt: false }),
  setUsePlainTextEncryption: () => {},
})

export const autoUpdater = declared('AutoUpdater', new DeclaredEmitter('AutoUpdater'))
