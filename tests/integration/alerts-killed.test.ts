import Database from 'better-sqlite3'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cli, killWhen, startCliSimulator, tenantAdd } from '#tests/support/cli.ts'
import { writeSeed } from '#tests/support/lab.ts'
import { startWebhook } from '#tests/support/receivers.ts'

const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-alerts-'))
const data = join(folder, 'data')
let webhook: Awaited<ReturnType<typeof startWebhook>>
let added: Awaited<ReturnType<typeof cli>>
let simulator: Awaited<ReturnType<typeof startCliSimulator>>
const environment: Record<string, string> = { TENANTATLAS_VAULT_KEY: 'a passphrase for tests' }

beforeAll(async () => {
  webhook = await startWebhook()
  environment['HOOK'] = webhook.url
  const seed = {
    depOnboardingSettings: [
      { id: '41000000-0000-4000-8000-000000000001', tokenName: 'Old', tokenExpirationDateTime: '2026-01-01T00:00:00Z' },
    ],
  }
  simulator = await startCliSimulator(['--seed', writeSeed(join(folder, 'seed'), seed)])
  environment['ATLAS_TOKEN'] = simulator.token
  await cli(data, tenantAdd('Tenant', simulator, 'ATLAS_TOKEN'), environment)
  await cli(data, ['capture', '--tenant', 'Tenant'], environment)
  added = await cli(
    data,
    ['alert', 'add', 'webhook', '--tenant', 'Tenant', '--name', 'Hook', '--url-env', 'HOOK', '--high', 'now'],
    environment,
  )
})
afterAll(async () => {
  await simulator.stop()
  await webhook.stop()
  rmSync(folder, { recursive: true, force: true })
})

const tamper = (statement: string) => {
  const database = new Database(join(data, 'atlas.db'), { timeout: 10_000 })
  database.exec(statement)
  database.close()
}
const check = () => cli(data, ['alert', 'check'], environment)

it('a message is sent once, however a process that sends it ends (067-7, 067-10)', async () => {
  expect(added).toMatchObject({ code: 0, json: { key: expect.any(String) as string } })
  // Killed while it waits for the answer: nobody knows whether the message arrived.
  webhook.instead(() => {})
  expect(await killWhen(['--data', data, 'alert', 'check'], environment, () => webhook.posted.length === 1)).toBe(
    'SIGKILL',
  )
  webhook.instead(null)
  expect(await check()).toMatchObject({ code: 0, json: { raised: 0, sent: 0, failed: 0 } })
  expect(webhook.posted).toHaveLength(1)
  // Ten minutes later it is sent again: as the same message, and it says so.
  tamper("UPDATE alert_messages SET claimed_at = '2026-01-01T00:00:00.000Z' WHERE state = 'sending'")
  expect(await check()).toMatchObject({ json: { sent: 1 } })
  expect(webhook.posted).toHaveLength(2)
  const [first, second] = webhook.posted.map(({ body }) => body)
  expect(second).toMatchObject({ id: first!['id'], alerts: first!['alerts'] })
  expect(first!['notes']).toEqual([])
  expect(second!['notes']).toEqual([expect.stringContaining('may have been sent before')])
  // Killed after it was told that the message arrived, and before that: neither more nor less than one each.
  for (const round of process.env['ATLAS_DEEP'] === '1' ? [1, 2, 3] : [1]) {
    tamper(`UPDATE alerts SET key = 'another ${round}'`)
    tamper("DELETE FROM alert_marks WHERE kind = 'expiry'")
    const before = webhook.posted.length
    const sent = () => {
      const database = new Database(join(data, 'atlas.db'), { readonly: true, timeout: 10_000 })
      const count = database.prepare("SELECT count(*) FROM alert_messages WHERE state = 'sent'").pluck().get()
      database.close()
      return Number(count)
    }
    const known = sent()
    await killWhen(['--data', data, 'alert', 'check'], environment, () => sent() > known)
    expect(await check()).toMatchObject({ json: { sent: 0 } })
    expect(webhook.posted.length - before).toBe(1)
  }
})

it('two commands that check at the same time send one message (067-7)', async () => {
  tamper("UPDATE alerts SET key = 'yet another'")
  tamper("DELETE FROM alert_marks WHERE kind = 'expiry'")
  const before = webhook.posted.length
  await Promise.all([check(), check(), check()])
  expect(webhook.posted.length - before).toBe(1)
})

it('run-due checks after its captures, and the list has an exit code (067-10)', async () => {
  const due = await cli(data, ['schedule', 'run-due'], environment)
  expect(due).toMatchObject({ code: 0, json: { runs: [], alerts: { raised: 0, sent: 0, failed: 0 } } })
  const listed = await cli(data, ['alert', 'list', '--tenant', 'Tenant', '--open', '--exit-code'], environment)
  expect(listed).toMatchObject({ code: 1, json: { alerts: [{ kind: 'expiry', severity: 'high' }] } })
  webhook.answers({ status: 410 })
  const tested = await cli(data, ['alert', 'test', 'hook', '--tenant', 'Tenant'], environment)
  expect(tested.code).not.toBe(0)
  expect(JSON.stringify(tested)).toContain('Create the webhook')
  expect(JSON.stringify(tested)).not.toContain('very-secret')
  expect(await cli(data, ['alert', 'remove', 'Hook', '--tenant', 'Tenant'], environment)).toMatchObject({ code: 0 })
  expect(await cli(data, ['alert', 'channels', '--tenant', 'Tenant'], environment)).toMatchObject({
    json: { channels: [] },
  })
  const wrong = await cli(data, ['alert', 'add', 'pigeon', '--tenant', 'Tenant', '--name', 'P'], environment)
  expect(wrong.stderr + JSON.stringify(wrong.json)).toContain('pigeon')
})
