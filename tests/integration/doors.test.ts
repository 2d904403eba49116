import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Vault } from '#app/ports/ports.ts'
import { RunId, TenantId } from '#contract/model/ids.ts'
import { composeCore, type HostCore } from '#hosts/compose.ts'
import { openIpcDoor, type IpcEvent } from '#hosts/electron/ipc-door.ts'
import { superviseCore } from '#hosts/supervisor.ts'
import { createPassphraseVault } from '#infra/vault/passphrase-vault.ts'
import { simulatedDirectory } from '#simulator/authority/directory.ts'
import { startSimulator, type Simulator } from '#simulator/simulator.ts'
import { connectClient, tokenOf } from '#tests/support/door-client.ts'
import * as hostile from '#tests/support/hostile.ts'
import { openLab, resources, root, writeSeed } from '#tests/support/lab.ts'
import { startWebHost, type WebHost } from '#tests/support/web-host.ts'

const scripts = Array.from({ length: 12 }, (_, index) => ({
  id: `51000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  displayName: `Script ${index}`,
  fileName: 'a.ps1',
  runAsAccount: 'system',
  scriptContent: 'R2V0',
  assignments: [],
}))
const types = ['deviceManagementScripts']

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'tenantatlas-doors-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const ended: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ended.splice(0).toReversed()) await end()
})

/** A simulated tenant that answers slowly, so that a capture lasts as long as what is done to a door. */
async function slowTenant(latencyMs: number): Promise<Simulator> {
  const seed = writeSeed(join(folder, 'seed'), { deviceManagementScripts: scripts })
  const simulator = await startSimulator({ resources, name: 'Tenant', seed, latencyMs })
  ended.push(() => simulator.close())
  return simulator
}

/** The web host as a process of its own, and a well-behaved client that has connected the tenant. */
async function startHost(simulator: Simulator, environment: Readonly<Record<string, string>> = {}) {
  const renderer = join(folder, 'renderer')
  mkdirSync(renderer)
  writeFileSync(join(renderer, 'index.html'), '<meta name="atlas-token" content="{{token}}" nonce="{{nonce}}">')
  const host: WebHost = await startWebHost({
    dataFolder: join(folder, 'data'),
    args: ['--renderer', renderer],
    environment: { DOORS_TOKEN: simulator.token, ...environment },
  })
  ended.push(() => host.stop())
  const client = await connectClient(host.url)
  const tenantId = TenantId.parse(simulator.tenantId)
  await client.call('tenants.add', {
    id: tenantId,
    name: 'Tenant',
    environment: 'test',
    graphUrl: simulator.url,
    tokenVariable: 'DOORS_TOKEN',
  })
  return { host, client, tenantId }
}

const logOf = (data: string): string => readFileSync(join(data, 'tenantatlas.log'), 'utf8')
const unhandled = 'an unhandled error'

describe('the web host', () => {
  it('refuses what is malformed, goes on with a capture, and serves others (902-1, 902-2)', async () => {
    const { host, client, tenantId } = await startHost(await slowTenant(150))
    const token = await tokenOf(host.url)
    const { runId } = await client.call('runs.capture', { tenantId })
    await client.until('runs.get', { tenantId, runId: RunId.parse(runId) }, (run) => run.status === 'running')

    const { host: name } = new URL(host.url)
    const get = (target: string) => ({
      bytes: Buffer.from(`GET ${target} HTTP/1.1\r\nHost: ${name}\r\nConnection: close\r\n\r\n`, 'latin1'),
      after: 'wait' as const,
    })
    for (const target of ['//', 'http://[', '///', 'http://other/', '\xff'])
      expect(await hostile.send(host.url, get(target))).toMatch(/^HTTP\/1\.1 400/)
    expect(await hostile.send(host.url, get('/%ff'))).toMatch(/^HTTP\/1\.1 404/)
    const wrong = hostile.upgradeHead(host.url, '0'.repeat(token.length))
    expect(await hostile.send(host.url, { bytes: Buffer.from(wrong), after: 'wait' })).toMatch(/^HTTP\/1\.1 403/)
    await hostile.send(host.url, { bytes: Buffer.from(wrong), after: 'reset' })

    await hostile.sendAll(host.url, hostile.sample(hostile.requests(host.url, ['/', '/index.html', '/a.js']), 1_500))
    await hostile.sendAll(host.url, hostile.sample(hostile.upgrades(host.url, token), 500))
    await hostile.sendAll(host.url, hostile.sample(hostile.brokenFrames(host.url, token), 1_000))

    expect(host.child.exitCode).toBe(null)
    expect(client.isOpen()).toBe(true)
    const run = await client.ended(tenantId, runId)
    expect(run.status).toBe('succeeded')
    expect((await client.call('policies.list', { tenantId })).policies.length).toBeGreaterThanOrEqual(scripts.length)
    expect((await fetch(host.url)).status).toBe(200)
    expect(logOf(host.dataFolder)).not.toContain(unhandled)
    client.close()
  })

  it('restarts its core after an uncaught error and keeps its clients; at the fourth it ends (902-7, 902-8)', async () => {
    const { host, client, tenantId } = await startHost(await slowTenant(150), {
      NODE_OPTIONS: `--import ${join(root, 'tests/support/throw-on-signal.mjs')}`,
    })
    const { runId } = await client.call('runs.capture', { tenantId, types })
    // Not an item that is running: it may be over before somebody can ask for it.
    await client.until('runs.get', { tenantId, runId: RunId.parse(runId) }, ({ status }) => status !== 'queued')
    // An error, then a rejection.
    for (const count of [1, 2]) {
      host.child.kill('SIGUSR2')
      await expect.poll(() => logOf(host.dataFolder).split(unhandled).length - 1).toBe(count)
      await expect.poll(() => client.call('tenants.list', {}).catch(() => [])).toHaveLength(1)
    }
    expect((await client.ended(tenantId, runId)).status).toBe('succeeded')
    expect(client.isOpen()).toBe(true)
    const exit = once(host.child, 'exit')
    host.child.kill('SIGUSR2')
    await expect.poll(() => logOf(host.dataFolder).split(unhandled).length - 1).toBe(3)
    await expect.poll(() => client.call('tenants.list', {}).catch(() => [])).toHaveLength(1)
    host.child.kill('SIGUSR2')
    expect(await exit).toEqual([1, null])
  })
})

/** A core behind a supervisor that knows the tenant; `prepare` changes each core before it is used. */
async function supervise(simulator: Simulator, vault: Vault, prepare: (core: HostCore) => HostCore) {
  process.env['DOORS_TOKEN'] = simulator.token
  const supervised = await superviseCore({
    open: (log) =>
      prepare(
        composeCore({
          host: 'web',
          version: '0.0.0',
          dataFolder: join(folder, 'data'),
          resources,
          logToStderr: false,
          log,
          vault,
        }),
      ),
    giveUp: (sentence) => expect.fail(sentence),
    letGoMs: 100,
  })
  ended.push(() => supervised.core.close())
  const tenantId = TenantId.parse(simulator.tenantId)
  await supervised.core.call('tenants.add', {
    id: tenantId,
    name: 'Tenant',
    environment: 'test',
    graphUrl: simulator.url,
    tokenVariable: 'DOORS_TOKEN',
  })
  return { ...supervised, tenantId }
}

describe('the core behind a supervisor', () => {
  it('an item that was running becomes unknown, and the run goes on to its end (902-7)', async () => {
    const simulator = await slowTenant(100)
    const adopted: string[][] = []
    let run: { tenantId: TenantId; runId: RunId } | undefined
    const vault = createPassphraseVault('a passphrase for tests')
    const { core, uncaught, tenantId } = await supervise(simulator, vault, (inner) => ({
      ...inner,
      async recover() {
        await inner.adopt()
        if (run) adopted.push((await inner.call('runs.items', run)).items.map((item) => item.state))
        await inner.recover()
      },
    }))
    const { runId } = await core.call('runs.capture', { tenantId, types })
    const captured = (run = { tenantId, runId: RunId.parse(runId) })
    const counts = async () => (await core.call('runs.get', captured)).counts
    await expect.poll(async () => (await counts())['running'], { interval: 5 }).toBeGreaterThan(0)
    const finished = core.finished(runId)
    uncaught(new Error('planted'))
    await finished
    expect(adopted).toHaveLength(1)
    expect(adopted[0]).toContain('unknown')
    expect(adopted[0]).not.toContain('running')
    expect((await core.call('runs.get', captured)).status).toBe('succeeded')
    expect(await counts()).toMatchObject({ unknown: 0, running: 0, failed: 0 })
  })

  it('takes the store and the work lock from a run that does not let go (902-7)', async () => {
    const wifi = {
      '@odata.type': '#microsoft.graph.iosWiFiConfiguration',
      id: '67000000-0000-4000-8000-000000000002',
      displayName: 'Wi-Fi',
      networkName: 'Guest',
      ssid: 'guest',
      wiFiSecurityType: 'wpa2Personal',
      preSharedKey: 'Plum-Wifi-Secret',
    }
    const seed = writeSeed(join(folder, 'seed'), { deviceConfigurations: [wifi] })
    const simulator = await startSimulator({ resources, name: 'Tenant', seed })
    ended.push(() => simulator.close())
    const real = createPassphraseVault('a passphrase for tests')
    const hanging = Promise.withResolvers<void>()
    let asked = 0
    const vault: Vault = {
      ...real,
      async seal(text) {
        asked += 1
        if (asked === 1) await hanging.promise
        return real.seal(text)
      },
    }
    const { core, uncaught, tenantId } = await supervise(simulator, vault, (inner) => inner)
    const { runId } = await core.call('runs.capture', { tenantId, types: ['deviceConfigurations'] })
    await expect.poll(() => asked).toBe(1)
    uncaught(new Error('planted'))
    const run = { tenantId, runId: RunId.parse(runId) }
    await core.finished(runId)
    expect((await core.call('runs.get', run)).status).toBe('succeeded')
    // What is left of the first core comes back, and can record nothing.
    hanging.resolve()
    const again = await core.call('runs.capture', { tenantId, types: ['deviceConfigurations'] })
    await core.finished(again.runId)
    expect(await core.call('versions.list', { tenantId })).toHaveLength(1)
    expect((await core.call('runs.get', run)).status).toBe('succeeded')
  })
})

describe('the Electron door', () => {
  it('takes any frame from any sender, and serves its own page (902-2, 902-3)', async () => {
    const lab = openLab()
    ended.push(() => lab.close())
    const { id: tenantId } = await lab.tenant('Tenant', { deviceManagementScripts: scripts }, { latencyMs: 50 })
    let receive: (event: IpcEvent, frame: unknown) => void = () => {}
    openIpcDoor({ on: (_channel, listener) => void (receive = listener) }, lab.core, () => {})
    const senderFrame = { url: 'app://atlas/', parent: null }
    const sent: string[] = []
    const page = {
      id: 1,
      isDestroyed: () => false,
      send: (_: string, frame: string) => void sent.push(frame),
      once: () => {},
    }
    const gone = () => {
      throw new Error('Object has been destroyed')
    }
    const senders = [
      { ...page, id: 2, send: () => {} },
      { ...page, id: 3, send: gone },
      { ...page, id: 4, isDestroyed: () => true, send: gone },
      { ...page, id: 5, isDestroyed: gone },
    ]
    const { runId } = await lab.core.call('runs.capture', { tenantId, types })
    const frames: unknown[] = [
      ...hostile.sample(hostile.frameTexts, 2_000),
      undefined,
      null,
      7,
      {},
      Buffer.from('{}'),
      [1],
    ]
    for (const [index, frame] of frames.entries())
      receive({ senderFrame, sender: senders[index % senders.length]! }, frame)
    expect((await lab.ended(tenantId, runId)).status).toBe('succeeded')
    receive({ senderFrame, sender: page }, '{"id":1,"method":"tenants.list","input":{}}')
    await expect.poll(() => sent.some((frame) => frame.startsWith('{"id":1,"result":['))).toBe(true)
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})

describe('the simulator', () => {
  it('answers malformed requests with an error, and serves others (902-4)', async () => {
    const lab = openLab()
    ended.push(() => lab.close())
    const { id: tenantId, simulator } = await lab.tenant(
      'Tenant',
      { deviceManagementScripts: scripts },
      { latencyMs: 20, authority: (id) => simulatedDirectory(id), record: join(folder, 'record.ndjson') },
    )
    const { url, token } = simulator
    const { runId } = await lab.core.call('runs.capture', { tenantId, types })
    const raw = (target: string, body: Buffer | string = '', headers = '') => {
      const bytes = Buffer.from(body)
      const head = `POST ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${token}\r\n${headers}Content-Length: ${bytes.length}\r\n\r\n`
      return hostile.send(url, { bytes: Buffer.concat([Buffer.from(head), bytes]), after: 'wait' })
    }
    const list = '/beta/deviceManagement/deviceManagementScripts'
    expect(await raw('//')).toMatch(/^HTTP\/1\.1 400/)
    expect(await raw('http://[')).toMatch(/^HTTP\/1\.1 400/)
    expect(await raw(list, 'no gzip', 'Content-Encoding: gzip\r\n')).toMatch(/^HTTP\/1\.1 400/)
    expect(await raw(list, `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`)).toMatch(/^HTTP\/1\.1 400[^]*nested too deeply/)
    expect(await raw(`${list}/%ff`)).toMatch(/^HTTP\/1\.1 [45]\d\d/)

    const paths = [list, `${list}/${scripts[0]!.id}`, '/beta/$batch', '/v1.0/me', '/beta/organization', '/beta/']
    const withToken = hostile.sample(hostile.requests(url, paths), 1_000).map(({ bytes, after }) => ({
      bytes: Buffer.from(bytes.toString('latin1').replace('\r\n', `\r\nAuthorization: Bearer ${token}\r\n`), 'latin1'),
      after,
    }))
    await hostile.sendAll(url, withToken)
    const authority = simulator.authority!.url
    const rest = ['oauth2/v2.0/token', 'oauth2/v2.0/authorize', 'oauth2/v2.0/devicecode', 'discovery/v2.0/keys']
    const signIns = ['/devicelogin', ...rest.map((path) => `/${tenantId}/${path}`)]
    await hostile.sendAll(authority, hostile.sample(hostile.requests(authority, signIns), 300), 8)
    expect((await lab.ended(tenantId, runId)).status).toBe('succeeded')
    const answer = await fetch(`${url}/beta/organization`, { headers: { Authorization: `Bearer ${token}` } })
    expect(await answer.json()).toMatchObject({ value: [{ id: tenantId }] })
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})
