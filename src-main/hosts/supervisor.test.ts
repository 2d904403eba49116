import { EventEmitter } from 'node:events'
import { expect, it, vi } from 'vitest'
import type { Listener } from '#app/core.ts'
import type { Log } from '#app/ports/ports.ts'
import { Failure } from '#contract/errors.ts'
import type { HostCore } from './compose.ts'
import { catchUncaught, superviseCore, type SupervisorOptions } from './supervisor.ts'

/** Cores that do nothing but say which one they are; `failures` are thrown by the recoveries, one after the other. */
function fakes(failures: unknown[] = []) {
  const seen: string[] = []
  const logged: string[] = []
  const emits: Listener[] = []
  const log: Log = { info: () => {}, warn: () => {}, error: (_fields, message) => void logged.push(message) }
  let count = 0
  const open: SupervisorOptions['open'] = () => {
    const number = (count += 1)
    const core: Partial<HostCore> = {
      log,
      call: (async (name: string) => {
        if (name === 'app.info') return { version: String(number) }
        if (name === 'never') return new Promise(() => {})
        return []
      }) as unknown as HostCore['call'],
      callUntrusted: (name) => core.call!(name as 'app.info', {}).then((result) => ({ result })),
      subscribe(listener) {
        emits[number] = listener
        return () => {}
      },
      finished: () => (number === 1 ? new Promise(() => {}) : Promise.resolve()),
      async recover() {
        seen.push(`open ${number}`)
        const failure = failures.shift()
        if (failure) throw failure
      },
      schedules: {
        runDue: async () => ({ started: [], failed: [] }),
        watch: (signal) =>
          new Promise((resolve) => {
            seen.push(`watch ${number}`)
            signal.addEventListener('abort', () => resolve())
          }),
      },
      async abandon() {
        seen.push(`abandon ${number}`)
      },
      async close() {
        seen.push(`close ${number}`)
      },
    }
    return core as HostCore
  }
  return { open, seen, logged, emits }
}

const info = { version: '1' }

it('replaces the core after an uncaught error, behind the same door (902-7)', async () => {
  const { open, seen, logged, emits } = fakes()
  const { core, uncaught } = await superviseCore({ open, giveUp: () => {} })
  const heard: string[] = []
  core.subscribe((name) => void heard.push(name))
  const ended = new AbortController()
  void core.schedules.watch(ended.signal)
  expect(await core.call('app.info', {})).toEqual(info)
  const waiting = core.callUntrusted('never', {})
  const finished = core.finished('run')
  await vi.waitFor(() => expect(seen).toContain('watch 1'))

  uncaught(new Error('planted'))
  // Several errors of one cause are one restart.
  uncaught(new Error('planted again'))
  expect(await waiting).toMatchObject({ error: { code: 'unexpected', message: expect.stringContaining('restart') } })
  expect(await core.call('app.info', {})).toEqual({ version: '2' })
  await finished
  await vi.waitFor(() => expect(seen).toEqual(['open 1', 'watch 1', 'abandon 1', 'open 2', 'watch 2']))
  expect(logged).toEqual(['an unhandled error', 'an unhandled error'])

  emits[1]!('tenant.changed', { tenantId: 'x' })
  expect(heard).toEqual([])
  emits[2]!('tenant.changed', { tenantId: 'x' })
  core.publish('tenant.changed', { tenantId: 'x' })
  expect(heard).toEqual(['tenant.changed', 'tenant.changed'])
  ended.abort()
  await core.close()
  expect(seen.at(-1)).toBe('close 2')
})

it('gives up with a sentence after three restarts within a minute (902-8)', async () => {
  const { open, seen } = fakes()
  let now = 0
  const giveUp = vi.fn<(sentence: string) => void>()
  const { core, uncaught } = await superviseCore({ open, giveUp, now: () => now })
  for (const at of [0, 20_000, 40_000, 61_000]) {
    now = at
    uncaught(new Error('planted'))
    await core.call('app.info', {}).catch(() => core.call('app.info', {}))
    expect(await core.call('app.info', {})).not.toEqual(info)
  }
  // The first one is more than a minute ago.
  expect([seen.at(-1), giveUp.mock.calls.length]).toEqual(['open 5', 0])
  now = 70_000
  uncaught(new Error('planted'))
  await vi.waitFor(() => expect(giveUp).toHaveBeenCalledOnce())
  expect(giveUp.mock.calls[0]![0]).toContain('four unexpected errors within a minute')
  expect(await core.callUntrusted('app.info', {})).toMatchObject({ error: { code: 'unexpected' } })
  expect(seen.at(-1)).toBe('abandon 5')
  uncaught(new Error('planted'))
  await core.close()
})

it('tries again where the core does not open, and ends with the host (902-8)', async () => {
  const busy = new Failure('busy', 'Another process works with it.')
  await expect(superviseCore({ open: fakes([busy]).open, giveUp: () => {} })).rejects.toBe(busy)
  const { open, seen } = fakes([undefined, busy, busy])
  const giveUp = vi.fn<(sentence: string) => void>()
  const { core, uncaught } = await superviseCore({ open, giveUp, pauseMs: 1 })
  uncaught(new Error('planted'))
  await vi.waitFor(async () => expect(await core.callUntrusted('app.info', {})).toEqual({ result: { version: '4' } }))
  expect(seen.filter((entry) => entry.startsWith('open'))).toHaveLength(4)
  expect(giveUp).not.toHaveBeenCalled()
  await core.close()
  uncaught(new Error('after the end'))
  expect(seen.at(-1)).toBe('close 4')
})

it('a listener or a log that throws stops nothing (902-7)', async () => {
  const { open, emits } = fakes()
  const { core, log, uncaught } = await superviseCore({ open, giveUp: () => {} })
  const heard: string[] = []
  core.subscribe(() => {
    throw new Error('a listener')
  })
  core.subscribe((name) => void heard.push(name))
  emits[1]!('tenant.changed', { tenantId: 'x' })
  expect(heard).toEqual(['tenant.changed'])
  log.error = () => {
    throw new Error('the disk is full')
  }
  const source = new EventEmitter()
  catchUncaught(source, uncaught)
  source.emit('unhandledRejection', new Error('planted'))
  await vi.waitFor(async () => expect(await core.callUntrusted('app.info', {})).toEqual({ result: { version: '2' } }))
  await core.close()
})

it('leaves out work that has not begun when the host ends (0816-19)', async () => {
  const { open, seen } = fakes()
  const { core, rebuild } = await superviseCore({ open, giveUp: () => {} })
  const work = vi.fn<() => Promise<void>>(async () => {})
  // The call in flight is waited for first.
  void core.callUntrusted('never', {})
  rebuild(work)
  await core.close()
  expect(work).not.toHaveBeenCalled()
  expect(seen).toEqual(['open 1', 'abandon 1'])
})
