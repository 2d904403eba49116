import Database from 'better-sqlite3'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { policyTypes } from '#domain/policy-types/registry.ts'
import { cli, spawnCli, startCliSimulator, tenantAdd, type CliResult, type CliSimulator } from '#tests/support/cli.ts'
import { writeSeed } from '#tests/support/lab.ts'
import { seedCounts } from '#tests/support/seed-counts.ts'

const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-cli-'))
const stops: (() => Promise<void>)[] = []
afterAll(async () => {
  await Promise.all(stops.map((stop) => stop()))
  rmSync(folder, { recursive: true, force: true })
})

const data = join(folder, 'data')
const script = (index: number) => ({
  id: `40000000-0000-4000-8000-0000000000${String(index).padStart(2, '0')}`,
  displayName: `Script ${index}`,
  fileName: 'a.ps1',
  runAsAccount: 'system',
  scriptContent: 'R2V0',
})
/** What a capture finds in every tenant: a tag, app categories, enrollment defaults, roles, branding. */
const builtIns = seedCounts().policies

let simulator: CliSimulator
let environment: Record<string, string>
/** Id of the captured script's version. */
let version: string
let added: CliResult
let capture: CliResult
/** A capture of a tenant whose service is gone: it asks again for a while, beside the other tests. */
let unanswered: Promise<CliResult>
beforeAll(async () => {
  simulator = await startCliSimulator([
    '--port',
    '0',
    '--seed',
    writeSeed(join(folder, 'seed'), { deviceManagementScripts: [script(1)] }),
  ])
  stops.push(simulator.stop)
  environment = { ATLAS_TOKEN: simulator.token }
  added = await cli(data, tenantAdd('First', simulator), environment)
  capture = await cli(data, ['capture', '--tenant', 'First'], environment)
  const { json } = await cli(data, ['version', 'list', '--tenant', 'First'])
  version = (json['versions'] as unknown as { id: string; type: string }[]).find(
    (entry) => entry.type === 'deviceManagementScripts',
  )!.id
  cpSync(data, join(folder, 'gone'), { recursive: true })
  const database = new Database(join(folder, 'gone', 'atlas.db'))
  database.exec("UPDATE tenants SET graph_url = 'http://127.0.0.1:9'")
  database.close()
  unanswered = cli(join(folder, 'gone'), ['capture', '--tenant', 'First'], environment)
})

/** One sentence, and nothing of a stack. */
const sentence = expect.stringMatching(/^[A-Z][^\n]*[.]$/) as string

describe('the command line refuses', () => {
  it.each([
    [['capture', '--tenant', 'Nobody'], 2, 'notFound'],
    [['capture'], 2, 'badInput'],
    [['nonsense'], 2, 'badInput'],
    [['tenant', 'add', '--name', 'X'], 2, 'badInput'],
    [['simulator', '--seed', '/does/not/exist'], 2, 'badInput'],
    [['restore', 'plan', '--tenant', 'First', '--from', 'nothing'], 2, 'notFound'],
    [['capture', '--tenant', 'First', '--types', 'nope'], 2, 'badInput'],
  ])('%j with exit code %i and one clear sentence (049-4)', async (words, code, error) => {
    expect(await cli(data, words, environment)).toMatchObject({
      code,
      json: { error: { code: error, message: sentence } },
    })
  })

  it('to connect a tenant that is not what the options say, and keeps nothing of it (049-4)', async () => {
    const add = tenantAdd('Second', simulator)
    for (const [index, value, code, error] of [
      [5, 'not a url', 2, 'badInput'],
      [7, 'not-a-guid', 2, 'badInput'],
      [9, 'EMPTY_VARIABLE', 2, 'badInput'],
      [7, '99999999-9999-4999-8999-999999999999', 4, 'wrongTenant'],
    ] as const)
      expect([value, await cli(data, add.with(index, value), environment)]).toMatchObject([
        value,
        { code, json: { error: { code: error, message: sentence } } },
      ])
    expect((await cli(data, ['tenant', 'list'])).json).toMatchObject({ tenants: [{ name: 'First' }] })
  })

  it('a mapping file that is none (049-4)', async () => {
    writeFileSync(join(folder, 'map.json'), '{"groups": 5}')
    expect(
      await cli(
        data,
        ['restore', 'plan', '--tenant', 'First', '--from', version, '--map', join(folder, 'map.json')],
        environment,
      ),
    ).toMatchObject({ code: 2, json: { error: { code: 'badInput' } } })
  })
})

describe('the command line prints one document', () => {
  it('of the tenant that it connects (049-4)', () => {
    expect(added).toMatchObject({ code: 0, json: { tenant: { id: simulator.tenantId, name: 'First' } } })
  })

  it('of a capture (049-4)', async () => {
    expect(capture).toMatchObject({
      code: 0,
      json: { status: 'succeeded', newVersions: builtIns + 1, unchanged: 0, newBlobs: builtIns + 1 },
    })
    expect(Object.keys(capture.json)).toEqual([
      'contract',
      'runId',
      'status',
      'counts',
      'newVersions',
      'unchanged',
      'newBlobs',
    ])
  })

  it('of the policies (049-4)', async () => {
    const { json } = await cli(data, ['policy', 'list', '--tenant', 'First'])
    expect(json['policies']).toHaveLength(builtIns + 1)
    expect(json['policies']).toContainEqual(
      expect.objectContaining({
        type: 'deviceManagementScripts',
        externalId: script(1).id,
        name: 'Script 1',
        state: 'active',
      }),
    )
  })

  it('of a version (049-4)', async () => {
    expect(await cli(data, ['version', 'show', version])).toMatchObject({
      code: 0,
      json: { payload: { displayName: 'Script 1' } },
    })
  })

  it('of what two versions have apart (049-4)', async () => {
    expect(await cli(data, ['diff', version, version, '--exit-code'])).toEqual({
      code: 0,
      json: { contract: 1, changes: [] },
      stderr: '',
    })
  })

  it('of a run (049-4)', async () => {
    expect(await cli(data, ['run', 'show', String(capture.json['runId'])])).toMatchObject({
      code: 0,
      json: { run: { status: 'succeeded', counts: { done: builtIns + 1 } } },
    })
  })

  it('of a verification (049-4)', async () => {
    expect(await cli(data, ['verify'])).toMatchObject({ code: 0, json: { damaged: 0 } })
  })

  it('of the names that it read (049-4)', async () => {
    expect(await cli(data, ['names', '--tenant', 'First'], environment)).toMatchObject({
      code: 0,
      json: { status: 'succeeded', added: 0 },
    })
  })

  it('of a plan, and writes nothing while the tenant is locked (049-4)', async () => {
    const plan = await cli(data, ['restore', 'plan', '--tenant', 'First', '--from', version], environment)
    expect(plan).toMatchObject({
      code: 0,
      json: {
        summary: { unchanged: 1, create: 0 },
        items: [{ type: 'deviceManagementScripts', name: 'Script 1', action: 'unchanged' }],
      },
    })
    expect(
      await cli(data, ['restore', 'run', String(plan.json['planId']), '--confirm', 'First'], environment),
    ).toMatchObject({ code: 4, json: { error: { code: 'locked' } } })
  })

  it('of an import, with a file that could not be used (0813-2, 0813-6)', async () => {
    const home = join(folder, 'imports')
    const exported = writeSeed(join(folder, 'exported'), {
      deviceManagementScripts: [
        {
          id: '40000000-0000-4000-8000-000000000001',
          displayName: 'Old',
          runAsAccount: 'system',
          enforceSignatureCheck: true,
          scriptContent: 'R2V0',
        },
      ],
    })
    writeFileSync(join(exported, 'broken.json'), '{')
    const first = await cli(home, ['import', exported, '--tenant', 'Old tenant', '--name', 'Handover'])
    expect(first).toMatchObject({ code: 1, json: { versions: 1, newVersions: 1, files: 2, unused: 1 } })
    expect(await cli(home, ['import', exported, '--tenant', 'Old tenant'])).toMatchObject({ json: { newVersions: 0 } })
    expect((await cli(home, ['backup', 'list', '--tenant', 'Old tenant'])).json['sets']).toHaveLength(2)
    expect(await cli(home, ['capture', '--tenant', 'Old tenant'])).toMatchObject({ code: 1 })
  })

  it('of an app registration (031-14)', async () => {
    const { code, json } = await cli(join(folder, 'registration'), [
      'tenant',
      'app-registration',
      '--app',
      '--write',
      '--entra',
      '--cloud',
      'gccHigh',
    ])
    expect(code).toBe(0)
    expect(json['registration']).toMatchObject({
      notForApps: ['Policy.ReadWrite.MobilityManagement'],
      links: { register: expect.stringContaining('https://entra.microsoft.us/') as string, permissions: null },
      manifest: { requiredResourceAccess: [{ resourceAppId: '00000003-0000-0000-c000-000000000000' }] },
    })
    expect(await cli(join(folder, 'registration'), ['tenant', 'app-registration', '--cloud', 'moon'])).toMatchObject({
      code: 2,
    })
  })

  it('shows what can be done with each type, and what is left out (045-2, 0809-4)', async () => {
    const { code, json } = await cli(join(folder, 'types'), ['types'])
    expect(code).toBe(0)
    const types = json['types'] as unknown as {
      key: string
      capture: boolean
      readable: string
      restore: string
      reason: string | null
    }[]
    expect(types.map((type) => type.key).toSorted()).toEqual(policyTypes.map((type) => type.key).toSorted())
    expect(types.filter((type) => !type.capture || type.readable === '')).toEqual([])
    expect(types.filter((type) => (type.restore === 'full') !== (type.reason === null))).toEqual([])
    const viewOnly = types.filter((type) => type.restore === 'preview-only').map((type) => type.key)
    expect(viewOnly).toEqual(policyTypes.filter((type) => type.restore.how === 'preview-only').map((type) => type.key))
    const left = json['notBackedUp'] as unknown as { title: string; reason: string }[]
    expect(left.map(({ title }) => title)).toContain('Windows Autopilot synchronization')
    expect(left.filter(({ reason }) => !reason.endsWith('.'))).toEqual([])
    expect(viewOnly).toEqual(expect.arrayContaining(['groupPolicyUploadedDefinitionFiles', 'depOnboardingSettings']))
  })
})

describe('the command line ends with code 1', () => {
  it('when the service does not take the token (049-4)', async () => {
    expect(await cli(data, ['capture', '--tenant', 'First'], { ATLAS_TOKEN: 'not-a-token' })).toMatchObject({
      code: 1,
      json: {
        status: 'failed',
        error: { code: 'unauthenticated', requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string },
      },
    })
  })

  it('when nothing answers (049-4)', async () => {
    expect(await unanswered).toMatchObject({ code: 1, json: { error: { code: 'unreachable' } } })
  })

  it('says whether the scheduler of the system runs due backups, and what it refused (905-18)', async () => {
    const shown = await cli(data, ['schedule', 'system'])
    expect(shown).toMatchObject({ code: 0, json: { isRegistered: false, lastRun: null } })
    // Here and on most servers, no scheduler belongs to the user.
    if (shown.json['scheduler'] !== null) return
    const refused = await cli(data, ['schedule', 'system', 'on'])
    expect(refused.code).not.toBe(0)
    expect(refused.json['error']).toMatchObject({ message: sentence })
    expect((await cli(data, ['schedule', 'system', 'maybe'])).code).toBe(2)
  })
})

describe('the command line', () => {
  it('goes on quietly when nobody reads its output to the end (049-4)', async () => {
    const child = spawnCli(['--data', data, '--json', 'types'])
    let said = ''
    child.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.stdout!.once('data', () => child.stdout!.destroy())
    expect(await new Promise((done) => child.once('close', done))).toBe(0)
    expect(said).not.toContain('EPIPE')
  })
})
