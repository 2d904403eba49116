import { EventEmitter } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { manageLifecycle, type LifecycleOutside } from './lifecycle.ts'

interface Options {
  readonly platform?: string
  readonly schedules?: boolean
  readonly restores?: number
  readonly quits?: boolean
}

/** An app whose window is open. Quitting works as Electron documents it. */
function openApp({ platform = 'win32', schedules = false, restores = 0, quits = false }: Options = {}) {
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
  manageLifecycle({
    platform,
    app: Object.assign(app, { quit }) as unknown as LifecycleOutside['app'],
    window: Object.assign(window, { hide: () => did.push('hidden') }) as unknown as LifecycleOutside['window'],
    power,
    updater,
    show: () => did.push('shown'),
    hasSchedules: () => schedules,
    stayInTray: () => did.push('tray'),
    runningRestores: async () => restores,
    askToQuit: async () => (did.push('asked'), quits),
    end: async () => void did.push('closed'),
  })
  const settled = async () => {
    await new Promise((done) => setImmediate(done))
    return did
  }
  return { app, window, power, updater, quit, closed, prevented, settled }
}

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
    expect(await staying.settled()).toEqual(['asked'])
    const leaving = openApp({ restores: 2, quits: true })
    leaving.quit()
    expect(await leaving.settled()).toEqual(['asked', 'closed', 'ended'])
  })

  it('asks nobody when the system shuts down, and delays the shutdown until all is stored (905-1, 905-2)', async () => {
    const shutdown = openApp({ platform: 'linux', schedules: true, restores: 1 })
    expect(shutdown.prevented(shutdown.power, 'shutdown')).toBe(true)
    expect(await shutdown.settled()).toEqual(['closed', 'ended'])
    const session = openApp({ schedules: true, restores: 1 })
    session.window.emit('session-end')
    expect(await session.settled()).toEqual(['closed', 'ended'])
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
