import { readFileSync } from 'node:fs'
import { connectDevTools, type DevTools } from './devtools.ts'
import { checkOptions, declared } from './declarations.ts'
import { DeclaredEmitter } from './emitter.ts'
import { isolated, isolatedWorld, page, toMain } from './preload.ts'
import { answerScheme, fromWeb, isOfScheme, toWeb } from './protocol.ts'
import { receive } from './ipc-main.ts'
import { told } from './told.ts'
import { addWindow, removeWindow, windows } from './windows.ts'
import { standInApp } from './stand-in-app.ts'

interface Bounds {
  x: number
  y: number
  width: number
  height: number
}

type WindowOpenHandler = (details: { url: string }) => { action: 'deny' }

interface WindowState {
  readonly isVisible: boolean
  readonly isFocused: boolean
  readonly isMinimized: boolean
  readonly isMaximized: boolean
  readonly isFullScreen: boolean
}

let devtools: Promise<DevTools> | undefined
let lastContents = 0

/** The page of a window: a tab of a real Chromium, with the preload script in a world of its own. */
class StandInContents extends DeclaredEmitter {
  readonly id = (lastContents += 1)
  session = {}
  #preload: string
  #tab: { tools: DevTools; session: string; target: string } | undefined
  #world: number | undefined
  #isDestroyed = false
  #opens: WindowOpenHandler = () => ({ action: 'deny' })
  #url = ''
  zoomLevel = 0
  mainFrame = { url: '', parent: null }

  constructor(preload: string) {
    super('WebContents')
    this.#preload = preload
  }

  isDestroyed = (): boolean => this.#isDestroyed
  getURL = (): string => this.#url
  setZoomLevel(level: number): void {
    this.zoomLevel = level
    told('zoom', { level })
  }
  getZoomLevel = (): number => this.zoomLevel
  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#opens = handler
  }

  send(channel: string, ...values: unknown[]): void {
    if (this.#isDestroyed) throw new Error('Object has been destroyed')
    const { tools, session } = this.#tab!
    const expression = `globalThis.__deliver?.(${JSON.stringify(channel)}, ${JSON.stringify(values)})`
    tools
      .send('Runtime.evaluate', { expression, contextId: this.#world }, session)
      // A page that is being loaded again isn't there.
      .catch(() => {})
  }

  async loadURL(url: string): Promise<void> {
    devtools ??= connectDevTools(process.env['SHELL_DEVTOOLS']!)
    const tools = await devtools
    const { targetId: target } = await tools.send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' })
    const { sessionId: session } = await tools.send<{ sessionId: string }>('Target.attachToTarget', {
      targetId: target,
      flatten: true,
    })
    this.#tab = { tools, session, target }
    const loaded = new Promise<void>((resolve, reject) => {
      // As Electron does (lib/browser/api/web-contents.ts).
      this.once('destroyed', () => reject(new Error(`ERR_FAILED (-2) loading '${url}'`)))
      tools.on(session, (method, params) => {
        if (method === 'Page.loadEventFired') resolve()
        this.#onEvent(method, params)
      })
    })
    const send = (method: string, params: object = {}) => tools.send(method, params, session)
    await send('Page.enable')
    await send('Runtime.enable')
    await send('Inspector.enable')
    await send('Fetch.enable', { patterns: [{ urlPattern: '*' }] })
    await send('Runtime.addBinding', { name: toMain, executionContextName: isolatedWorld })
    await send('Page.addScriptToEvaluateOnNewDocument', { source: page })
    await send('Page.addScriptToEvaluateOnNewDocument', {
      source: isolated(readFileSync(this.#preload, 'utf8')),
      worldName: isolatedWorld,
    })
    this.#url = url
    await send('Page.navigate', { url: toWeb(url) })
    await loaded
    told('loaded', { url, target })
    this.emit('did-finish-load')
  }

  reload(): void {
    const { tools, session } = this.#tab!
    told('reloaded', { url: this.#url })
    void tools.send('Page.reload', {}, session)
  }

  forcefullyCrashRenderer(): void {
    const { tools, session } = this.#tab!
    void tools.send('Page.crash', {}, session).catch(() => {})
  }

  destroy(): void {
    if (this.#isDestroyed) return
    this.#isDestroyed = true
    if (this.#tab) void this.#tab.tools.send('Target.closeTarget', { targetId: this.#tab.target }).catch(() => {})
    this.emit('destroyed')
  }

  #onEvent(method: string, params: Record<string, unknown>): void {
    switch (method) {
      case 'Runtime.executionContextCreated': {
        const context = params['context'] as { id: number; name: string }
        if (context.name === isolatedWorld) this.#world = context.id
        return
      }
      case 'Runtime.bindingCalled': {
        const { channel, values } = JSON.parse(params['payload'] as string) as { channel: string; values: unknown[] }
        receive(channel, { sender: this.#declared, senderFrame: { url: this.#url, parent: null } }, values)
        return
      }
      case 'Page.frameNavigated': {
        const frame = params['frame'] as { parentId?: string; url: string; urlFragment?: string }
        if (frame.parentId === undefined) this.#url = `${fromWeb(frame.url)}${frame.urlFragment ?? ''}`
        return
      }
      case 'Page.navigatedWithinDocument':
        this.#url = fromWeb(params['url'] as string)
        return
      case 'Page.windowOpen':
        told('windowOpen', { ...this.#opens({ url: fromWeb(params['url'] as string) }), url: params['url'] })
        return
      case 'Inspector.targetCrashed':
        this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 })
        return
      case 'Fetch.requestPaused':
        void this.#onRequest(params)
    }
  }

  /** Requests of the app's scheme go to its handler; a page that leaves asks first; everything else has no network. */
  async #onRequest(params: Record<string, unknown>): Promise<void> {
    const { tools, session } = this.#tab!
    const { requestId, resourceType } = params as { requestId: string; resourceType: string }
    const request = params['request'] as { url: string; method: string; headers: Record<string, string> }
    const url = fromWeb(request.url)
    const fail = (errorReason: string) => tools.send('Fetch.failRequest', { requestId, errorReason }, session)
    // A page that is never there.
    if (process.env['SHELL_HOLD_PAGE'] === '1') return
    try {
      if (!isOfScheme(url)) {
        if (resourceType === 'Document' && this.prevented('will-navigate', url)) told('stayed', { url })
        await fail('BlockedByClient')
        return
      }
      const answer = await answerScheme(new Request(url, { method: request.method, headers: request.headers }))
      const body = Buffer.from(await answer.arrayBuffer()).toString('base64')
      const responseHeaders = [...answer.headers].map(([name, value]) => ({ name, value }))
      await tools.send(
        'Fetch.fulfillRequest',
        { requestId, responseCode: answer.status, responseHeaders, body },
        session,
      )
    } catch (error) {
      told('failed', { url, error: String(error) })
      await fail('Failed').catch(() => {})
    }
  }

  readonly #declared = declared('WebContents', this)
  get declared(): this {
    return this.#declared
  }
}

/** A window with the state that a window has, around a page in a real Chromium. */
export class StandInWindow extends DeclaredEmitter {
  readonly webContents: StandInContents
  readonly #contents: StandInContents
  #bounds: Bounds
  #state: WindowState = {
    isVisible: false,
    isFocused: false,
    isMinimized: false,
    isMaximized: false,
    isFullScreen: false,
  }
  #isDestroyed = false

  constructor(options: Record<string, unknown>) {
    super('BrowserWindow')
    checkOptions('BrowserWindowConstructorOptions', options)
    const preferences = options['webPreferences'] as { preload: string }
    const number = (name: string, otherwise: number): number =>
      typeof options[name] === 'number' ? options[name] : otherwise
    this.#bounds = {
      x: number('x', 0),
      y: number('y', 0),
      width: number('width', 800),
      height: number('height', 600),
    }
    this.#state = { ...this.#state, isVisible: options['show'] !== false }
    this.#contents = new StandInContents(preferences.preload)
    this.webContents = this.#contents.declared
    addWindow(this)
    told('window', { options })
    standInApp().emit('browser-window-created', {}, this)
    standInApp().emit('web-contents-created', {}, this.webContents)
  }

  async loadURL(url: string): Promise<void> {
    await this.#contents.loadURL(url)
    this.emit('ready-to-show')
  }

  isDestroyed = (): boolean => this.#isDestroyed
  isVisible = (): boolean => this.#state.isVisible
  isFocused = (): boolean => this.#state.isFocused
  isMinimized = (): boolean => this.#state.isMinimized
  isMaximized = (): boolean => this.#state.isMaximized
  isFullScreen = (): boolean => this.#state.isFullScreen
  getBounds = (): Bounds => this.#bounds
  getNormalBounds = (): Bounds => this.#bounds
  show = (): void => this.#become({ isVisible: true, isFocused: true }, 'show')
  hide = (): void => this.#become({ isVisible: false, isFocused: false }, 'hide')
  focus = (): void => this.#become({ isFocused: true }, 'focus')
  minimize = (): void => this.#become({ isMinimized: true, isFocused: false }, 'minimize')
  restore = (): void => this.#become({ isMinimized: false }, 'restore')
  // It also shows the window (Electron docs: BrowserWindow).
  maximize = (): void => this.#become({ isMaximized: true, isVisible: true }, 'maximize')
  unmaximize = (): void => this.#become({ isMaximized: false }, 'unmaximize')
  setFullScreen(on: boolean): void {
    this.#become({ isFullScreen: on }, on ? 'enter-full-screen' : 'leave-full-screen')
  }
  setBounds(bounds: Partial<Bounds>): void {
    this.#bounds = { ...this.#bounds, ...bounds }
    this.emit('resize')
    this.emit('move')
  }
  setTitleBarOverlay(options: object): void {
    checkOptions('TitleBarOverlayOptions', options)
    told('titleBarOverlay', options)
  }
  setBackgroundColor = (color: string): void => told('backgroundColor', { color })
  setProgressBar = (progress: number): void => told('progress', { progress })

  close(): void {
    if (this.#isDestroyed) return
    if (this.prevented('close')) return told('closePrevented', {})
    this.destroy()
  }

  destroy(): void {
    if (this.#isDestroyed) return
    this.#isDestroyed = true
    removeWindow(this)
    this.#contents.destroy()
    this.emit('closed')
    told('windowClosed', {})
    if (windows().length === 0) standInApp().emit('window-all-closed')
  }

  #become(change: Partial<WindowState>, event: string): void {
    this.#state = { ...this.#state, ...change }
    told(event, {})
    this.emit(event)
  }

  /** For the tests: the page dies as after a fault of its own. */
  crash(): void {
    this.#contents.forcefullyCrashRenderer()
  }

  static getAllWindows = (): StandInWindow[] => [...windows()]
  static getFocusedWindow = (): StandInWindow | null => windows().find((window) => window.isFocused()) ?? null
}

/** Electron's class: its objects refuse what Electron doesn't declare. */
export const BrowserWindow = new Proxy(StandInWindow, {
  construct: (target, values: [Record<string, unknown>]) => declared('BrowserWindow', new target(...values)),
})
