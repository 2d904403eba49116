import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { cli, spawnCli, startCliSimulator } from '#tests/support/cli.ts'
import { writeSeed } from '#tests/support/lab.ts'
import { seedCounts } from '#tests/support/seed-counts.ts'
import { enterDeviceCode } from '#tests/support/sign-in.ts'

const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-cli-'))
const stops: (() => Promise<void>)[] = []
afterAll(async () => {
  await Promise.all(stops.map((stop) => stop()))
  rmSync(folder, { recursive: true, force: true })
})

const script = (index: number) => ({
  id: `40000000-0000-4000-8000-0000000000${String(index).padStart(2, '0')}`,
  displayName: `Script ${index}`,
  fileName: 'a.ps1',
  runAsAccount: 'system',
  scriptContent: 'R2V0',
})
/** What a capture finds in every tenant: a tag, app categories, enrollment defaults, roles, branding. */
const builtIns = seedCounts().policies

it('the command line connects a tenant, signs in with a code, checks, archives and removes it (031-2, 031-10, 031-12)', async () => {
  const simulator = await startCliSimulator([
    '--authority',
    '--seed',
    writeSeed(join(folder, 'signed'), { deviceManagementScripts: [script(1)] }),
  ])
  stops.push(simulator.stop)
  const certificate = join(folder, 'authority.pem')
  writeFileSync(certificate, simulator.certificate)
  const environment = { NODE_EXTRA_CA_CERTS: certificate, TENANTATLAS_VAULT_KEY: 'a passphrase for tests' }
  const home = join(folder, 'signed-in')
  expect(
    await cli(
      home,
      [
        'tenant',
        'connect',
        '--name',
        'New',
        '--tenant',
        'nobody.example',
        '--cloud',
        'custom',
        '--graph-url',
        simulator.url,
        '--authority',
        simulator.authority,
      ],
      environment,
    ),
  ).toMatchObject({ code: 2, json: { error: { code: 'notFound' } } })
  expect(
    await cli(
      home,
      [
        'tenant',
        'connect',
        '--name',
        'New',
        '--tenant',
        'simulated.example',
        '--cloud',
        'custom',
        '--graph-url',
        simulator.url,
        '--authority',
        simulator.authority,
        '--environment',
        'test',
      ],
      environment,
    ),
  ).toMatchObject({ code: 0, json: { tenant: { id: simulator.tenantId, account: null } } })
  const signedIn = await new Promise<number | null>((done, fail) => {
    const child = spawnCli(['--data', home, 'tenant', 'sign-in', 'New', '--device-code'], environment)
    let said = ''
    child.stderr!.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const [, url, code] = /Open (\S+) and enter the code (\S+)/.exec(said) ?? []
      if (url && code) enterDeviceCode(url, code, 'admin@simulated.example', simulator.certificate).catch(fail)
    })
    child.once('close', done)
  })
  expect(signedIn).toBe(0)
  expect(await cli(home, ['tenant', 'check', 'New'], environment)).toMatchObject({
    code: 0,
    json: { health: { licence: 'active', account: 'admin@simulated.example' } },
  })
  expect(await cli(home, ['tenant', 'accounts', 'New'], environment)).toMatchObject({
    code: 0,
    json: { accounts: [{ account: 'admin@simulated.example', isUsed: true, canWrite: false }] },
  })
  expect(await cli(home, ['tenant', 'use-account', 'New', 'nobody@simulated.example'], environment)).toMatchObject({
    code: 2,
    json: { error: { code: 'notFound' } },
  })
  expect(await cli(home, ['tenant', 'use-account', 'New', 'admin@simulated.example'], environment)).toMatchObject({
    code: 0,
    json: { tenant: { account: 'admin@simulated.example' } },
  })
  expect(await cli(home, ['capture', '--tenant', 'New'], environment)).toMatchObject({
    code: 0,
    json: { newVersions: builtIns + 1 },
  })
  expect(await cli(home, ['tenant', 'export', 'New', '--folder', join(folder, 'exported')], environment)).toMatchObject(
    { code: 0, json: { files: builtIns + 1 } },
  )
  expect(
    await cli(
      home,
      ['tenant', 'export', 'New', '--folder', join(folder, 'git'), '--format', 'git', '--commit'],
      environment,
    ),
  ).toMatchObject({ code: 1, json: { error: { message: expect.stringContaining('git repository') as string } } })
  expect(await cli(home, ['tenant', 'remove', 'New', '--confirm', 'New'], environment)).toMatchObject({ code: 2 })
  expect(await cli(home, ['tenant', 'archive', 'New'], environment)).toMatchObject({ code: 0 })
  expect(await cli(home, ['tenant', 'remove', 'New', '--confirm', 'New'], environment)).toMatchObject({
    code: 0,
    json: { removed: true },
  })
  expect((await cli(home, ['tenant', 'list'], environment)).json).toEqual({ contract: 1, tenants: [] })
})
