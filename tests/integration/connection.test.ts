import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { createConnectionBook } from '#app/connection/connection-book.ts'
import { TenantId } from '#contract/model/ids.ts'
import { Failure } from '#contract/errors.ts'
import type { GraphConnection } from '#app/ports/graph.ts'
import type { TenantRow } from '#app/ports/tenants.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())

const notAnswered = { code: 'unreachable' }

it('a tenant is untried, connected, offline with the next attempt, and connected again (0819-1, 0819-3)', async () => {
  const faultsFile = join(lab.folder, 'faults.json')
  writeFileSync(faultsFile, JSON.stringify([{ path: '/organization', nth: 2, cut: 'before', forMs: 600 }]))
  const tenant = await lab.tenant('Tenant', {}, { faultsFile })
  const of = { tenantId: tenant.id }
  const changed: string[] = []
  lab.core.subscribe((event) => void (event === 'connection.changed' && changed.push(event)))
  expect(await lab.core.call('tenants.connection', of)).toMatchObject({ state: 'untried', since: null, problem: null })
  expect(await lab.core.call('tenants.tryConnection', of)).toMatchObject({ state: 'connected', nextTry: null })
  expect(changed).toHaveLength(1)
  const offline = await lab.core.call('tenants.tryConnection', of)
  expect(offline).toMatchObject({ state: 'offline', problem: notAnswered })
  expect(Date.parse(offline.nextTry!)).toBeGreaterThan(Date.parse(offline.since!))
  expect(await lab.core.call('tenants.connection', of)).toEqual(offline)
  await lab.capture(tenant.id)
  expect(await lab.core.call('tenants.connection', of)).toMatchObject({ state: 'connected', problem: null })
})

it('a tenant without a service is never asked (0819-1)', async () => {
  const imported = await lab.core.call('tenants.addImported', {
    id: TenantId.parse(crypto.randomUUID()),
    name: 'From files',
  })
  expect(await lab.core.call('tenants.tryConnection', { tenantId: imported.id })).toMatchObject({ state: 'imported' })
})

it('each attempt that fails doubles the wait, up to ten minutes, and a success forgets it (0819-2)', async () => {
  let now = 0
  let answer: () => Promise<GraphConnection> = () => Promise.reject(new Failure('unreachable', 'No answer.'))
  const book = createConnectionBook({ connect: () => answer() }, { now: () => new Date(now) }, () => {})
  const tenant = { id: 'tenant' } as TenantRow
  const waits: number[] = []
  for (let attempt = 0; attempt < 7; attempt += 1) {
    await book.graph.connect(tenant, AbortSignal.timeout(1_000)).catch(() => {})
    const { nextTry, since } = book.lastContact('tenant')!
    expect(since.getTime()).toBe(0)
    waits.push((nextTry!.getTime() - now) / 1_000)
    now = nextTry!.getTime()
  }
  expect(waits).toEqual([30, 60, 120, 240, 480, 600, 600])
  // A run ends with the error with which it couldn't connect: that is one attempt.
  const same = new Failure('unreachable', 'No answer.')
  book.failed('tenant', same)
  const { nextTry } = book.lastContact('tenant')!
  now += 1_000
  book.failed('tenant', same)
  expect(book.lastContact('tenant')!.nextTry).toEqual(nextTry)
  // An error about one request says nothing about the connection.
  book.failed('tenant', new Failure('graphRefused', 'Refused.'))
  expect(book.lastContact('tenant')!.problem?.code).toBe('unreachable')
  answer = () =>
    Promise.resolve({ onPause: () => () => {}, pausedUntil: () => now + 5_000 } as unknown as GraphConnection)
  await book.graph.connect(tenant, AbortSignal.timeout(1_000))
  expect(book.lastContact('tenant')).toMatchObject({ problem: null, nextTry: null })
  expect(book.waitsUntil('tenant')).toEqual(new Date(now + 5_000))
})
