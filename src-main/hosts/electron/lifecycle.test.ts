import { EventEmitter } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { manageLifecycle, type LifecycleOutside } from './lifecycle.ts'

interface Options {
  readonly platform?: string
  readonly schedules?: boolean
  readonly restores?: number
  /** The answer to the question; nobody answers by default. */
  readonly quits?: boolean | null
  readonly fullScreen?: boolean
}

/** An app whose window is open. Quitting works as Electron documents it. */
function openApp({
  platform = 'win32',
  schedules = false,
  restores = 0,
  quits = false,
  fullScreen = false,
}: Options = {}) {
  const [app, window, power, updater] = [new EventEmitter(), new EventEmitter(), new EventEmitter(), new EventEmitter()]
  const did: string[] = []
  const prevented = (emitter: EventEmitter, event: string) => {
    const preventDefault = vi.fn<() => void>()
    emitter.emit(event, { preventDefault })
    return preventDefault.mock.calls.length > 0
  }
  const closed = () => !prevented(window, 'close')
  const quit = () => {
    if (prevented(app, 'before-quit') || !closed()) return
    did.push('ended')
  }
  const lifecycle = manageLifecycle({
    platform,
    app: Object.assign(app, { quit }) as unknown as LifecycleOutside['app'],
    window: Object.assign(window, {
      hide: () => did.push('hidden'),
      isFullScreen: () => fullScreen,
      setFullScreen: () => did.push('no full screen'),
    }) as unknown as LifecycleOutside['window'],
    power,
    updater,
    show: () => did.push('shown'),
    relaunch: () => did.push('again'),
    hasSchedules: () => schedules,
    stayInTray: () => did.push('tray'),
    runningRestores: () => restores,
    askToQuit(_restores, signal) {
      did.push('asked')
      if (quits !== null) return Promise.resolve(quits)
      return new Promise((answer) => signal.addEventListener('abort', () => answer(false)))
    },
    end: async () => void did.push('closed'),
    endMark: () => did.push('marked'),
  })
  const settled = async () => {
    await new Promise((done) => setImmediate(done))
    return did
  }
  const endThen = () => lifecycle.endThen(() => did.push('installs'))
  const { show, isOpen } = lifecycle
  return { app, window, power, updater, quit, closed, prevented, settled, endThen, show, isOpen }
}

it('ends the core before the installer of an update starts, and asks nobody (905-1, 905-23)', async () => {
  const { endThen, settled, quit } = openApp({ restores: 1, schedules: true, quits: null })
  endThen()
  expect(await settled()).toEqual(['hidden', 'closed', 'installs'])
  // The installer quits the app.
  quit()
  expect(await settled()).toEqual(['hidden', 'closed', 'installs', 'ended'])
})

it('ends for an update out of full screen, while somebody is asked, and only once (905-1, 905-23)', async () => {
  const full = openApp({ platform: 'darwin', fullScreen: true })
  full.endThen()
  // Hiding a window in full screen would leave a black screen.
  expect(await full.settled()).toEqual(['no full screen', 'closed', 'installs'])
  const asked = openApp({ restores: 1, quits: null })
  asked.quit()
  asked.endThen()
  expect(await asked.settled()).toEqual(['shown', 'asked', 'hidden', 'closed', 'installs'])
  const twice = openApp()
  twice.endThen()
  twice.endThen()
  expect((await twice.settled()).filter((what) => what === 'installs')).toEqual(['installs'])
})

describe('the end of the app', () => {
  it.each([
    ['win32', false, ['closed', 'ended']],
    ['linux', false, ['closed', 'ended']],
    ['darwin', false, ['hidden']],
    ['win32', true, ['hidden', 'tray']],
    ['linux', true, ['hidden', 'tray']],
    ['darwin', true, ['hidden', 'tray']],
  ] as const)(
    'on %s, closing the window while a schedule is on (%s) does %j (905-1)',
    async (platform, schedules, does) => {
      const { closed, settled } = openApp({ platform, schedules })
      expect(closed()).toBe(false)
      expect(await settled()).toEqual(does)
    },
  )

  it.each(['win32', 'linux', 'darwin'])(
    'comes with quitting on %s, although a schedule is on (905-1)',
    async (platform) => {
      const { quit, settled } = openApp({ platform, schedules: true })
      quit()
      expect(await settled()).toEqual(['closed', 'ended'])
    },
  )

  it('waits for an answer while a restore runs, and asks once at a time (905-2)', async () => {
    const staying = openApp({ restores: 1 })
    staying.quit()
    staying.quit()
    expect(await staying.settled()).toEqual(['shown', 'asked'])
    const leaving = openApp({ restores: 2, quits: true })
    leaving.quit()
    expect(await leaving.settled()).toEqual(['shown', 'asked', 'closed', 'ended'])
  })

  it('asks nobody when the system shuts down, and delays the shutdown until all is stored (905-1, 905-2)', async () => {
    const shutdown = openApp({ platform: 'linux', schedules: true, restores: 1 })
    expect(shutdown.prevented(shutdown.power, 'shutdown')).toBe(true)
    expect(await shutdown.settled()).toEqual(['closed', 'ended'])
    const session = openApp({ schedules: true, restores: 1 })
    session.window.emit('session-end')
    // Windows may end the process when the listener returns.
    expect(await session.settled()).toEqual(['marked', 'closed', 'ended'])
  })

  it('makes Windows wait for a restore, and for nothing else (905-2)', async () => {
    const idle = openApp()
    expect(idle.prevented(idle.window, 'query-session-end')).toBe(false)
    const busy = openApp({ restores: 1 })
    expect(busy.prevented(busy.window, 'query-session-end')).toBe(true)
    expect(await busy.settled()).toEqual(['shown', 'closed', 'ended'])
  })

  it('doesn’t wait for an answer once the system shuts down (905-1, 905-2)', async () => {
    const { quit, power, prevented, settled } = openApp({ platform: 'darwin', restores: 1, quits: null })
    quit()
    expect(await settled()).toEqual(['shown', 'asked'])
    prevented(power, 'shutdown')
    expect(await settled()).toEqual(['shown', 'asked', 'closed', 'ended'])
  })

  it('leaves full screen before it hides the window on macOS (905-1)', async () => {
    const { window, closed, settled } = openApp({ platform: 'darwin', fullScreen: true })
    closed()
    expect(await settled()).toEqual(['no full screen'])
    window.emit('leave-full-screen')
    expect(await settled()).toEqual(['no full screen', 'hidden'])
  })

  it('is followed by a start that came meanwhile (905-3)', async () => {
    const { app, quit, settled } = openApp()
    quit()
    await Promise.resolve()
    app.emit('second-instance')
    expect(await settled()).toEqual(['closed', 'again', 'ended'])
  })

  it('shows no window whose core is going, and starts again for it (905-3)', async () => {
    const { quit, settled, show, isOpen } = openApp()
    show()
    expect(isOpen()).toBe(true)
    quit()
    await Promise.resolve()
    show()
    expect(isOpen()).toBe(false)
    expect(await settled()).toEqual(['shown', 'closed', 'again', 'ended'])
  })

  it('comes with an update, which closes the window before it quits (905-1)', async () => {
    const { updater, closed, quit, settled } = openApp({ platform: 'darwin', schedules: true, restores: 1 })
    updater.emit('before-quit-for-update')
    expect(closed()).toBe(true)
    quit()
    expect(await settled()).toEqual(['closed', 'ended'])
  })

  it('doesn’t come with the last window (905-1)', async () => {
    const { app, settled } = openApp()
    expect(app.listenerCount('window-all-closed')).toBe(1)
    app.emit('window-all-closed')
    expect(await settled()).toEqual([])
  })
})
