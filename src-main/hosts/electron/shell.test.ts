import { describe, expect, it, vi } from 'vitest'
import type { Core } from '#app/core.ts'
import { contentSecurityPolicy } from '#contract/csp.ts'
import { devServerOf } from './dev-server.ts'
import { clouds } from '#contract/model/clouds.ts'
import { guardContents, guardSession, isAllowedExternal, isAppUrl } from './guards.ts'
import { isTrusted, openIpcDoor, type IpcEvent, type IpcMain } from './ipc-door.ts'
import { createSafeStorageVault } from './safe-storage-vault.ts'
import { appScheme, windowOptions } from './window-options.ts'

describe('the Electron shell', () => {
  it('shows a development server of this machine only, and never in a packaged app (904-2)', () => {
    const of = (address: string, isPackaged = false) =>
      devServerOf(isPackaged, { ELECTRON_RENDERER_URL: address })?.href ?? null
    expect(of('http://localhost:5173')).toBe('http://localhost:5173/')
    expect(
      ['http://evil.example/', 'https://localhost/', 'file:///etc/passwd', 'nonsense'].map((url) => of(url)),
    ).toEqual([null, null, null, null])
    expect(of('http://localhost:5173', true)).toBeNull()
    expect(devServerOf(false, {})).toBeNull()
  })

  it('opens an isolated, sandboxed window without Node (048-4)', () => {
    expect(windowOptions('preload.cjs', 'linux').webPreferences).toEqual({
      preload: 'preload.cjs',
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
    })
    expect(appScheme.privileges).not.toHaveProperty('bypassCSP')
  })

  it('keeps pages where they are and opens only known https addresses outside (048-4)', async () => {
    expect([
      isAppUrl('app://atlas/'),
      isAppUrl('app://atlas.evil/'),
      isAppUrl('https://x/app://atlas'),
      isAppUrl('file:///etc/passwd'),
      isAppUrl(''),
    ]).toEqual([true, false, false, false, false])
    expect(
      [
        'https://learn.microsoft.com/intune',
        'http://learn.microsoft.com/',
        'https://learn.microsoft.com.evil.example/',
        'https://a@learn.microsoft.com/',
        'javascript:1',
        'ms-settings:',
      ].map(isAllowedExternal),
    ).toEqual([true, false, false, false, false, false])
    // The links of the guide to app registrations, and the sign-in pages of every cloud.
    for (const { authority, adminCenter } of Object.values(clouds))
      expect([authority, adminCenter].map(isAllowedExternal)).toEqual([true, true])
    const listeners = new Map<string, (event: { preventDefault(): void }, url: string) => void>()
    let windowOpen: (details: { url: string }) => { action: 'deny' } = () => ({ action: 'deny' })
    const external: string[] = []
    guardContents(
      {
        on: (name: string, listener: never) => listeners.set(name, listener),
        setWindowOpenHandler: (handler) => void (windowOpen = handler),
      },
      {
        openExternal: (url) => void external.push(url),
        isOfSignIn: async (url) => url.endsWith('//login.custom.example/device'),
      },
    )
    const stopped = (name: string, url: string) => {
      const preventDefault = vi.fn<() => void>()
      listeners.get(name)!({ preventDefault }, url)
      return preventDefault.mock.calls.length > 0
    }
    expect([
      stopped('will-navigate', 'https://evil.example/'),
      stopped('will-redirect', 'https://evil.example/'),
      stopped('will-attach-webview', ''),
      stopped('will-navigate', 'app://atlas/index.html'),
    ]).toEqual([true, true, true, false])
    expect(windowOpen({ url: 'https://learn.microsoft.com/' })).toEqual({ action: 'deny' })
    expect(windowOpen({ url: 'https://evil.example/' })).toEqual({ action: 'deny' })
    expect(external).toEqual(['https://learn.microsoft.com/'])
    // Where a custom cloud asks somebody to sign in.
    windowOpen({ url: 'http://login.custom.example/device' })
    windowOpen({ url: 'https://login.custom.example/device' })
    await vi.waitFor(() => expect(external.slice(1)).toEqual(['https://login.custom.example/device']))
  })

  it('gives pages no permission but writing to the clipboard (048-4)', () => {
    let request: (contents: unknown, permission: string, callback: (granted: boolean) => void) => void = () => {}
    let check: (contents: unknown, permission: string) => boolean = () => true
    guardSession({
      setPermissionRequestHandler: (handler) => void (request = handler),
      setPermissionCheckHandler: (handler) => void (check = handler),
    })
    const granted = (permission: string) => {
      let answer: boolean | undefined
      request(null, permission, (value) => void (answer = value))
      return answer
    }
    expect(['clipboard-sanitized-write', 'media', 'geolocation', 'notifications', 'openExternal'].map(granted)).toEqual(
      [true, false, false, false, false],
    )
    expect(
      ['clipboard-sanitized-write', 'clipboard-read', 'media'].map((permission) => check(null, permission)),
    ).toEqual([true, false, false])
  })

  it('takes frames from its own main frame only, and validates them (048-4)', async () => {
    const sent: string[] = []
    const sender = {
      id: 1,
      isDestroyed: () => false,
      send: (_channel: string, frame: string) => void sent.push(frame),
      once: () => undefined,
    }
    const event = (url: string, parent: unknown = null): IpcEvent => ({ senderFrame: { url, parent }, sender })
    expect([
      isTrusted(event('app://atlas/')),
      isTrusted(event('app://atlas/', {})),
      isTrusted(event('https://evil.example/')),
      isTrusted({ senderFrame: null, sender }),
    ]).toEqual([true, false, false, false])
    let receive: (event: IpcEvent, frame: unknown) => void = () => {}
    const ipcMain: IpcMain = { on: (_channel, listener) => void (receive = listener) }
    const callUntrusted = vi.fn<() => Promise<{ result: string }>>(async () => ({ result: 'fine' }))
    const refused: string[] = []
    openIpcDoor(ipcMain, { callUntrusted, subscribe: () => () => {} } as unknown as Core, (message) =>
      refused.push(message),
    )
    const frame = JSON.stringify({ id: 1, method: 'tenants.list', input: {} })
    receive(event('https://evil.example/'), frame)
    receive(event('app://atlas/'), { not: 'text' })
    receive(event('app://atlas/'), '{"id":1')
    receive(event('app://atlas/'), JSON.stringify({ id: 1, method: 'tenants.list', input: {}, extra: true }))
    expect(callUntrusted).not.toHaveBeenCalled()
    expect(refused).toEqual([
      'refused a message from an unknown sender',
      'refused a frame: not text',
      'refused a frame: not JSON',
      'refused a frame: not a method call',
    ])
    // The last one has an id: whoever waits for its answer gets an error.
    expect(sent.splice(0).map((text) => JSON.parse(text) as object)).toMatchObject([
      { id: 1, error: { code: 'badInput' } },
    ])
    receive(event('app://atlas/'), frame)
    await vi.waitFor(() => expect(sent).toEqual(['{"id":1,"result":"fine"}']))
  })

  it('lets a page go at any moment (902-3)', async () => {
    const gone = () => {
      throw new Error('Render frame was disposed before WebFrameMain could be accessed')
    }
    const logged: string[] = []
    let receive: (event: IpcEvent, frame: unknown) => void = () => {}
    let tell: () => void = () => {}
    const core = {
      callUntrusted: async () => ({ result: 'fine' }),
      subscribe: (listener: (name: string, data: object) => void) => {
        tell = () => listener('tenant.changed', { tenantId: 'x' })
        return () => {}
      },
    } as unknown as Core
    openIpcDoor({ on: (_channel, listener) => void (receive = listener) }, core, (message) => logged.push(message))
    const frame = JSON.stringify({ id: 1, method: 'tenants.list', input: {} })
    const senderFrame = { url: 'app://atlas/', parent: null }
    const sender = { id: 1, isDestroyed: () => false, send: gone, once: () => undefined }
    const odd: IpcEvent[] = [
      { senderFrame, sender },
      { senderFrame: Object.defineProperty({ url: '', parent: null }, 'parent', { get: gone }), sender },
      { senderFrame: Object.defineProperty({ url: '', parent: null }, 'url', { get: gone }), sender },
      Object.defineProperty({ senderFrame, sender }, 'senderFrame', { get: gone }),
      { senderFrame, sender: { ...sender, id: 2, once: gone } },
      { senderFrame, sender: { ...sender, id: 3, isDestroyed: gone } },
    ]
    for (const event of odd) receive(event, frame)
    tell()
    await vi.waitFor(() => expect(logged.filter((line) => line === 'a frame could not be sent').length).toBe(3))
    expect(logged.filter((line) => line === 'a message could not be taken')).toHaveLength(4)
  })

  it('serves the strict policy and seals secrets only where something protects them (048-4)', async () => {
    const policy = contentSecurityPolicy('n')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(policy.match(/unsafe-\w+/g)).toEqual(['unsafe-inline'])
    expect(policy).toContain("style-src-attr 'unsafe-inline'")
    const storage = {
      isAsyncEncryptionAvailable: async () => true,
      encryptStringAsync: async (text: string) => Buffer.from(text).reverse(),
      decryptStringAsync: async (sealed: Buffer) => ({ result: Buffer.from(sealed).reverse().toString() }),
    }
    const canary = { read: () => null, write: () => {} }
    const vault = await createSafeStorageVault(
      { ...storage, getSelectedStorageBackend: () => 'gnome_libsecret' },
      'linux',
      canary,
    )
    expect(vault).toMatchObject({ protection: 'the keychain (gnome_libsecret)', concern: null })
    expect(await vault.open((await vault.seal('secret'))!)).toBe('secret')
    const plain = await createSafeStorageVault(
      { isEncryptionAvailable: () => true, getSelectedStorageBackend: () => 'basic_text' },
      'linux',
      canary,
    )
    expect([plain.protection, await plain.seal('secret')]).toEqual([null, null])
  })
})
