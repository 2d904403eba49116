import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { VersionId, type TenantId } from '#contract/model/ids.ts'
import { maxFrameBytes } from '#contract/wire.ts'
import { connectToOpenApp } from '#hosts/cli/open-app.ts'
import { exitCodes } from '#hosts/cli/output.ts'
import {
  addressFile,
  CommandAddress,
  Greeting,
  linesOf,
  openCommandDoor,
  proofOf,
  type CommandDoor,
} from '#hosts/command-door.ts'
import { productVersion } from '#hosts/folders.ts'
import type { Simulator } from '#simulator/simulator.ts'
import { collection } from '#simulator/tenant.ts'
import { cli } from '#tests/support/cli.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { script, scripts } from '#tests/support/restoring.ts'

let lab: Lab
let tenantId: TenantId
let simulator: Simulator
let data: string
let door: CommandDoor
const logged: string[] = []
const open = (version = productVersion()) =>
  openCommandDoor(lab.core, { dataFolder: data, version, log: (message) => void logged.push(message) })
beforeEach(async () => {
  lab = openLab()
  data = join(lab.folder, 'data')
  ;({ id: tenantId, simulator } = await lab.tenant(
    'Contoso',
    { deviceManagementScripts: [script(1)] },
    { latencyMs: 5 },
  ))
  // A run holds the work lock, as in an app that is open.
  await lab.capture(tenantId)
  logged.length = 0
  door = await open()
})
afterEach(async () => {
  door.close()
  await lab.close()
})
const address = () => CommandAddress.parse(JSON.parse(readFileSync(addressFile(data), 'utf8')))

/** A stranger's connection: what the app answers until the connection is closed. */
async function answered(say: (socket: Socket, line: string, count: number) => void): Promise<string[]> {
  const socket = connect(address().address, () => socket.write('a question\n'))
  const lines: string[] = []
  linesOf(socket, (line) => {
    lines.push(line)
    say(socket, line, lines.length)
  })
  await new Promise((closed) => socket.once('close', closed))
  return lines
}
const asksOf = (line: string): string => Greeting.parse(JSON.parse(line)).asks

describe('a command while the app is open', () => {
  it('works in the app, with the same document and exit code as without it (905-17)', async () => {
    const handed = await cli(data, ['capture', '--tenant', 'Contoso'])
    const runs = await lab.core.call('runs.list', { tenantId })
    expect(runs.map(({ id }) => id)).toContain(handed.json['runId'])
    const tenants = await cli(data, ['tenant', 'list'])
    door.close()
    const alone = await cli(data, ['tenant', 'list'])
    expect([handed.code, tenants.code, alone.code]).toEqual([0, 0, 0])
    expect(tenants.json).toEqual(alone.json)
  })

  it('passes the same checks as the window (905-17)', async () => {
    const versionIds = (await lab.core.call('versions.list', { tenantId }))
      .filter(({ type }) => type === 'deviceManagementScripts')
      .map(({ id }) => VersionId.parse(id))
    for (const entry of collection(simulator.tenant, scripts).values()) entry['description'] = 'changed'
    const plan = await lab.plan(tenantId, { from: { versionIds } })
    const confirmed = async (name: string) => (await cli(data, ['restore', 'run', plan.id, '--confirm', name])).code
    expect([await confirmed('Fabrikam'), await confirmed('Contoso')]).toEqual([exitCodes.badUsage, exitCodes.refused])
    const app = (await connectToOpenApp(data, productVersion()))!
    await expect(app.call('restore.start', { tenantId, planId: plan.id, confirm: 'Fabrikam' })).rejects.toMatchObject({
      error: { code: 'badInput' },
    })
    await expect(app.call('no.such' as 'tenants.list', {})).rejects.toMatchObject({ error: { code: 'badInput' } })
    app.close()
  })

  it('starts what is due in the app itself (905-17)', async () => {
    expect(await cli(data, ['schedule', 'run-due'])).toMatchObject({ code: 0, json: { runs: [], failed: [] } })
  })

  it('hears of every run to its end (905-17)', async () => {
    const app = (await connectToOpenApp(data, productVersion()))!
    const { runId } = await app.call('runs.capture', { tenantId })
    await app.finished(runId)
    // A run that ended before anybody waited for it.
    await app.finished(runId)
    const run = await app.call('runs.get', { tenantId, runId })
    expect(run.status).toBe('succeeded')
    app.close()
  })

  it('carries any text, and refuses a call that would be cut off (905-17)', async () => {
    const app = (await connectToOpenApp(data, productVersion()))!
    // Line separators that JSON doesn't escape, as text from the web has them.
    const name = 'Office\u2028Berlin\u2029Köln'
    await app.call('tenants.change', { tenantId, name })
    expect((await app.call('tenants.list', {})).map((tenant) => tenant.name)).toEqual([name])
    await expect(app.call('search.find', { text: 'x'.repeat(200_000), tenantId })).rejects.toMatchObject({
      error: { code: 'badInput', message: expect.stringContaining('too much') as string },
    })
    app.close()
  })

  it('says so if the app is closed meanwhile (905-17)', async () => {
    const app = (await connectToOpenApp(data, productVersion()))!
    const waiting = app.finished('r-that-never-ends')
    await app.call('tenants.list', {})
    door.close()
    await expect(waiting).rejects.toMatchObject({ error: { code: 'cancelled' } })
    await expect(app.call('tenants.list', {})).rejects.toMatchObject({ error: { code: 'cancelled' } })
  })

  it('refuses an app of another version (905-17)', async () => {
    door.close()
    door = await open('0.0.9')
    const refused = await cli(data, ['tenant', 'list'])
    expect(refused.code).not.toBe(0)
    expect(refused.json['error']).toMatchObject({ code: 'busy', message: expect.stringContaining('0.0.9') as string })
  })

  it('works alone if an app that crashed left its address (905-17)', async () => {
    const left = readFileSync(addressFile(data), 'utf8')
    door.close()
    for (const text of [left, '{"address":1', JSON.stringify({ address: '/nowhere/s', token: 'x', version: '1' })]) {
      writeFileSync(addressFile(data), text)
      expect((await cli(data, ['tenant', 'list'])).code).toBe(0)
    }
    door = await open()
    expect(address().token).not.toBe(CommandAddress.parse(JSON.parse(left)).token)
  })
})

describe('the door for commands', () => {
  it.skipIf(process.platform === 'win32')('can be opened by its owner only (905-17)', () => {
    const modes = [addressFile(data), address().address, dirname(address().address)].map(
      (path) => statSync(path).mode & 0o777,
    )
    expect(modes).toEqual([0o600, 0o600, 0o700])
  })

  it('proves itself, and tells nothing to a command that can’t (905-17)', async () => {
    const lines = await answered((socket) =>
      socket.write(`${'x'.repeat(64)}\n{"id":1,"method":"tenants.list","input":{}}\n`),
    )
    expect(lines).toHaveLength(1)
    expect(Greeting.parse(JSON.parse(lines[0]!)).proof).toBe(proofOf('app', address().token, 'a question'))
    expect(lines[0]).not.toContain(address().token)
    expect(logged).toEqual(['refused a command without the token'])
  })

  it('ends a line that never ends (905-17)', async () => {
    const lines = await answered((socket, line) => {
      socket.write(`${proofOf('command', address().token, asksOf(line))}\n${'x'.repeat(2 * maxFrameBytes)}`)
    })
    expect(lines).toHaveLength(1)
  })

  it('answers a frame that isn’t one with an error, as the window’s does (905-17)', async () => {
    const lines = await answered((socket, line, count) => {
      if (count === 1) socket.write(`${proofOf('command', address().token, asksOf(line))}\n{"id":7,"method":5}\n`)
      if (line.includes('"error"')) socket.destroy()
    })
    expect(lines.at(-1)).toContain('{"id":7,"error"')
  })

  it.skipIf(process.platform === 'win32')('isn’t believed if it can’t prove itself (905-17)', async () => {
    // Somebody else listens where an app that crashed did.
    const said: string[] = []
    const place = join(lab.folder, 'impostor')
    const impostor = createServer((socket) => {
      linesOf(socket, (line) => {
        said.push(line)
        socket.write(`${JSON.stringify({ proof: 'x', asks: 'your token' })}\n`)
      })
    })
    await new Promise<void>((listening) => impostor.listen(place, listening))
    const left = { address: place, token: 'a secret', version: productVersion() }
    writeFileSync(addressFile(data), JSON.stringify(left))
    expect(await connectToOpenApp(data, productVersion())).toBeNull()
    expect(said).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)])
    await new Promise((closed) => impostor.close(closed))
  })
})
