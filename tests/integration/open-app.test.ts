import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { VersionId, type TenantId } from '#contract/model/ids.ts'
import { maxFrameBytes } from '#contract/wire.ts'
import { connectToOpenApp } from '#hosts/cli/open-app.ts'
import { exitCodes } from '#hosts/cli/output.ts'
import { addressFile, CommandAddress, openCommandDoor, welcome, type CommandDoor } from '#hosts/command-door.ts'
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

/** What a socket answers until it is closed. */
async function answered(write: (socket: Socket) => void): Promise<string> {
  const socket = connect(address().address, () => write(socket))
  let text = ''
  socket.on('data', (chunk: Buffer) => void (text += chunk.toString()))
  socket.on('error', () => {})
  await new Promise((closed) => socket.once('close', closed))
  return text
}

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

  it('says nothing to a command without the token, nor to one that never ends its line (905-17)', async () => {
    const wrong = (first: string) =>
      answered((socket) => socket.write(`${first}\n{"id":1,"method":"tenants.list","input":{}}\n`))
    expect(await wrong('x'.repeat(64))).toBe('')
    expect(await wrong('')).toBe('')
    expect(logged).toEqual(['refused a command without the token', 'refused a command without the token'])
    const { token } = address()
    expect(await answered((socket) => socket.write(`${token}\n${'x'.repeat(2 * maxFrameBytes)}`))).toBe(`${welcome}\n`)
  })

  it('answers a frame that isn’t one with an error, as the window’s does (905-17)', async () => {
    const { token } = address()
    const text = await answered((socket) => {
      socket.on('data', (chunk: Buffer) => {
        if (chunk.toString().includes('"error"')) socket.destroy()
      })
      socket.write(`${token}\n{"id":7,"method":5}\n`)
    })
    expect(text).toContain('{"id":7,"error"')
  })
})
