import { describe, expect, it } from 'vitest'
import { createGate, type Gate } from './gate.ts'
import { serviceOf, type Service } from './services.ts'

/** A clock whose time passes only when everything else waits for it. */
function fakeClock() {
  let now = 0
  const sleepers: { until: number; wake: () => void }[] = []
  return {
    clock: {
      now: () => new Date(now),
      sleep: (milliseconds: number) => new Promise<void>((wake) => sleepers.push({ until: now + milliseconds, wake })),
    },
    /** Lets everybody work until nobody can, then lets time pass to the next who waits. */
    async run(isOver: () => boolean): Promise<number> {
      while (!isOver()) {
        await new Promise((resolve) => setImmediate(resolve))
        if (isOver()) break
        sleepers.sort((left, right) => left.until - right.until)
        const next = sleepers.shift()
        if (!next) continue
        now = Math.max(now, next.until)
        next.wake()
      }
      return now
    },
  }
}

const signal = new AbortController().signal
const passage = (service: Service, write = false, weight = 1) => ({ service, write, weight, signal })

describe('the gate to Graph', () => {
  it('lets nobody call a service that asked to wait, then one at a time; other services go on (049-6)', async () => {
    const { clock, run } = fakeClock()
    const gate = createGate(clock)
    const log: { service: Service; at: number; inFlight: number }[] = []
    let [inFlight, done] = [0, 0]
    const work = async (service: Service) => {
      await gate.run(passage(service), async () => {
        log.push({ service, at: clock.now().getTime(), inFlight: (inFlight += service === 'scripts' ? 1 : 0) })
        await clock.sleep(10)
        inFlight -= service === 'scripts' ? 1 : 0
      })
      done += 1
    }
    gate.pause('scripts', 5_000)
    const jobs = Array.from({ length: 40 }, () => [work('scripts'), work('applications')]).flat()
    await run(() => done === jobs.length)
    const scripts = log.filter((entry) => entry.service === 'scripts')
    expect(Math.min(...scripts.map((entry) => entry.at))).toBe(5_000)
    expect(Math.max(...scripts.slice(0, 15).map((entry) => entry.inFlight))).toBe(1)
    expect(Math.max(...scripts.map((entry) => entry.inFlight))).toBe(2)
    expect(Math.max(...log.filter((entry) => entry.service === 'applications').map((entry) => entry.at))).toBeLessThan(
      5_000,
    )
  })

  it('stays within the documented requests and writes of each window (049-7)', async () => {
    const { clock, run } = fakeClock()
    const gate = createGate(clock)
    const reads = await pass(gate, run, clock, 2_500, passage('applications'))
    const writes = await pass(gate, run, clock, 250, passage('scripts', true))
    const parts = await pass(gate, run, clock, 120, passage('device-config-v2', false, 20))
    expect(mostInWindow(reads, 20_000)).toBeLessThanOrEqual(1_000)
    expect(mostInWindow(writes, 20_000)).toBeLessThanOrEqual(100)
    expect(mostInWindow(parts, 20_000) * 20).toBeLessThanOrEqual(1_000)
    // Within the limits it does not dawdle: 2,500 reads need two windows and a part of the third.
    expect(Math.max(...reads) - Math.min(...reads)).toBeLessThanOrEqual(60_000)
  })

  it('gives up a place in the line when the run is cancelled', async () => {
    const { clock } = fakeClock()
    const gate = createGate(clock, () => ({ windowMs: 1_000, requests: 100, writes: 100, concurrency: 1 }))
    const controller = new AbortController()
    let finish = () => {}
    const first = gate.run(passage('rbac'), () => new Promise<void>((resolve) => (finish = resolve)))
    const second = gate.run({ ...passage('rbac'), signal: controller.signal }, async () => 'never')
    controller.abort(new Error('cancelled'))
    await expect(second).rejects.toThrow('cancelled')
    finish()
    await first
    expect(await gate.run(passage('rbac'), async () => 'free')).toBe('free')
  })

  it('knows the service of a path in every form', () => {
    expect(serviceOf('/deviceManagement/configurationPolicies/1/settings?$top=1000')).toBe('device-config-v2')
    expect(serviceOf('https://graph.microsoft.com/beta/deviceAppManagement/mobileApps?$skiptoken=1')).toBe(
      'applications',
    )
    expect(serviceOf("/beta/deviceManagement/deviceConfigurations('1')")).toBe('device-configuration')
    expect(serviceOf('/v1.0/directoryObjects/getByIds')).toBe('identity')
  })
})

async function pass(
  gate: Gate,
  run: (isOver: () => boolean) => Promise<number>,
  clock: { now(): Date },
  count: number,
  what: ReturnType<typeof passage>,
): Promise<number[]> {
  const times: number[] = []
  let done = 0
  for (let index = 0; index < count; index += 1) {
    void gate.run(what, async () => void times.push(clock.now().getTime())).then(() => (done += 1))
  }
  await run(() => done === count)
  return times
}

const mostInWindow = (times: readonly number[], windowMs: number): number =>
  Math.max(...times.map((start) => times.filter((time) => time >= start && time < start + windowMs).length))
