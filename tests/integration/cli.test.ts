import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { policyTypes } from '#domain/policy-types/registry.ts'
import { cli, killWhen, spawnCli, startCliSimulator } from '#tests/support/cli.ts'
import { enterDeviceCode } from '#tests/support/sign-in.ts'
import { writeSeed } from '#tests/support/lab.ts'
import { seedCounts } from '#tests/support/seed-counts.ts'

/** What a capture finds in every tenant: a tag, app categories, enrollment defaults, roles, branding. */
const builtIns = seedCounts().policies

const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-cli-'))
const data = join(folder, 'data')
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
const count = 40
/** Requests of a simulator's record that contain the text. */
const recorded = (record: string, text: string) =>
  existsSync(record)
    ? readFileSync(record, 'utf8')
        .split('\n')
        .filter((line) => line.includes(text)).length
    : 0
const many = Array.from({ length: count }, (_, index) => script(index))
type Policies = { type: string; externalId: string; name: string; state: string; versionCount: number }[]

describe('the command line', () => {
  it('keeps its contract: documents, exit codes, one clear sentence (049-4)', async () => {
    const simulator = await startCliSimulator([
      '--port',
      '0',
      '--seed',
      writeSeed(join(folder, 'seed'), { deviceManagementScripts: [script(1)] }),
    ])
    stops.push(simulator.stop)
    const environment = { ATLAS_TOKEN: simulator.token, WRONG_TOKEN: 'not-a-token' }
    const add = [
      'tenant',
      'add',
      '--name',
      'First',
      '--graph-url',
      simulator.url,
      '--tenant-id',
      simulator.tenantId,
      '--token-env',
      'ATLAS_TOKEN',
      '--environment',
      'test',
    ]
    const bad: readonly (readonly [words: readonly string[], code: number])[] = [
      [['capture', '--tenant', 'Nobody'], 2],
      [['capture'], 2],
      [['nonsense'], 2],
      [['tenant', 'add', '--name', 'X'], 2],
      [add.with(5, 'not a url'), 2],
      [add.with(7, 'not-a-guid'), 2],
      [add.with(9, 'EMPTY_VARIABLE'), 2],
      [add.with(7, '99999999-9999-4999-8999-999999999999'), 4],
      [['simulator', '--seed', '/does/not/exist'], 2],
      [['restore', 'plan', '--tenant', 'First', '--from', 'nothing'], 2],
    ]
    for (const [words, code] of bad) {
      const result = await cli(data, words, environment)
      expect([words.join(' '), result.code]).toEqual([words.join(' '), code])
      expect(result.json['error']).toMatchObject({
        code: expect.any(String) as string,
        message: expect.stringMatching(/^[A-Z].*\.$/s) as string,
      })
    }
    expect((await cli(data, ['tenant', 'list'])).json).toEqual({ tenants: [] })

    expect(await cli(data, add, environment)).toMatchObject({ code: 0, json: { tenant: { name: 'First' } } })
    expect(await cli(data, ['capture', '--tenant', 'First', '--types', 'nope'], environment)).toMatchObject({ code: 2 })
    const capture = await cli(data, ['capture', '--tenant', 'First'], environment)
    expect(capture).toMatchObject({
      code: 0,
      json: { status: 'succeeded', newVersions: builtIns + 1, unchanged: 0, newBlobs: builtIns + 1 },
    })
    expect(Object.keys(capture.json)).toEqual(['runId', 'status', 'counts', 'newVersions', 'unchanged', 'newBlobs'])
    const policies = (await cli(data, ['policy', 'list', '--tenant', 'First'])).json['policies'] as unknown as Policies
    expect(policies.map((policy) => [policy.type, policy.externalId, policy.name, policy.state])).toContainEqual([
      'deviceManagementScripts',
      script(1).id,
      'Script 1',
      'active',
    ])
    const versions = (await cli(data, ['version', 'list', '--tenant', 'First'])).json['versions'] as unknown as {
      id: string
      type: string
    }[]
    const version = versions.find((entry) => entry.type === 'deviceManagementScripts')!.id
    expect(await cli(data, ['version', 'show', version])).toMatchObject({
      code: 0,
      json: { payload: { displayName: 'Script 1' } },
    })
    expect(await cli(data, ['diff', version, version, '--exit-code'])).toEqual({
      code: 0,
      json: { changes: [] },
      stderr: '',
    })
    expect(await cli(data, ['run', 'show', String(capture.json['runId'])])).toMatchObject({
      code: 0,
      json: { run: { status: 'succeeded', counts: { done: builtIns + 1 } } },
    })
    expect(await cli(data, ['verify'])).toMatchObject({ code: 0, json: { damaged: 0 } })
    expect(await cli(data, ['names', '--tenant', 'First'], environment)).toMatchObject({
      code: 0,
      json: { status: 'succeeded', added: 0 },
    })

    const wrong = await cli(data, ['capture', '--tenant', 'First'], { ATLAS_TOKEN: 'not-a-token' })
    expect(wrong).toMatchObject({
      code: 1,
      json: { status: 'failed', error: { code: 'unauthenticated', requestId: expect.any(String) as string } },
    })
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
    writeFileSync(join(folder, 'map.json'), '{"groups": 5}')
    expect(
      await cli(
        data,
        ['restore', 'plan', '--tenant', 'First', '--from', version, '--map', join(folder, 'map.json')],
        environment,
      ),
    ).toMatchObject({ code: 2 })
    await simulator.stop()
    expect(await cli(data, ['capture', '--tenant', 'First'], environment)).toMatchObject({
      code: 1,
      json: { error: { code: 'unreachable' } },
    })
    // Some forty processes, one after the other.
  }, 180_000)

  it('shows what can be done with each type (045-2)', async () => {
    const { code, json } = await cli(join(folder, 'types'), ['types'])
    expect(code).toBe(0)
    const types = json['types'] as unknown as {
      key: string
      capture: boolean
      readable: string
      restore: string
      reason: string | null
    }[]
    expect(types).toHaveLength(policyTypes.length)
    expect(
      types.every(
        (type) => type.capture && type.readable !== '' && (type.restore === 'full') === (type.reason === null),
      ),
    ).toBe(true)
    expect(types.filter((type) => type.restore === 'preview-only').map((type) => type.key)).toEqual([
      'groupPolicyUploadedDefinitionFiles',
      'depOnboardingSettings',
    ])
  })

  it('goes on after kill -9 in the middle of a capture: nothing lost, nothing doubled (000-6)', async () => {
    const record = join(folder, 'killed-capture.ndjson')
    const simulator = await startCliSimulator([
      '--seed',
      writeSeed(join(folder, 'many'), { deviceManagementScripts: many }),
      '--latency',
      '15',
      '--record',
      record,
    ])
    stops.push(simulator.stop)
    const environment = { ATLAS_TOKEN: simulator.token }
    const home = join(folder, 'killed-capture')
    await cli(
      home,
      [
        'tenant',
        'add',
        '--name',
        'Many',
        '--graph-url',
        simulator.url,
        '--tenant-id',
        simulator.tenantId,
        '--token-env',
        'ATLAS_TOKEN',
      ],
      environment,
    )
    // Killed at several moments of the run, each time some requests later.
    for (const requests of [1, 3, 5]) {
      const before = recorded(record, '')
      expect(
        await killWhen(
          ['--data', home, 'capture', '--tenant', 'Many'],
          environment,
          () => recorded(record, '') >= before + requests,
        ),
      ).toBe('SIGKILL')
    }
    expect(await cli(home, ['capture', '--tenant', 'Many'], environment)).toMatchObject({
      code: 0,
      json: { status: 'succeeded' },
    })
    const policies = (await cli(home, ['policy', 'list', '--tenant', 'Many'])).json['policies'] as unknown as Policies
    expect(
      policies.filter((policy) => policy.type === 'deviceManagementScripts').map((policy) => policy.versionCount),
    ).toEqual(Array.from({ length: count }, () => 1))
    expect(await cli(home, ['capture', '--tenant', 'Many'], environment)).toMatchObject({
      json: { newVersions: 0, newBlobs: 0, unchanged: count + builtIns },
    })
    expect(await cli(home, ['verify'])).toMatchObject({ code: 0, json: { damaged: 0 } })
  })

  it('goes on after kill -9 in the middle of a restore: each object exactly once (000-7)', async () => {
    const source = await startCliSimulator([
      '--seed',
      writeSeed(join(folder, 'source'), { deviceManagementScripts: many }),
    ])
    const record = join(folder, 'killed.ndjson')
    const target = await startCliSimulator(['--latency', '15', '--record', record])
    stops.push(source.stop, target.stop)
    const environment = { SOURCE_TOKEN: source.token, TARGET_TOKEN: target.token }
    const home = join(folder, 'killed-restore')
    await cli(
      home,
      [
        'tenant',
        'add',
        '--name',
        'Source',
        '--graph-url',
        source.url,
        '--tenant-id',
        source.tenantId,
        '--token-env',
        'SOURCE_TOKEN',
      ],
      environment,
    )
    await cli(
      home,
      [
        'tenant',
        'add',
        '--name',
        'Target',
        '--graph-url',
        target.url,
        '--tenant-id',
        target.tenantId,
        '--token-env',
        'TARGET_TOKEN',
      ],
      environment,
    )
    await cli(
      home,
      ['backup', 'create', '--tenant', 'Source', '--name', 'set', '--types', 'deviceManagementScripts'],
      environment,
    )
    const planId = String(
      (await cli(home, ['restore', 'plan', '--tenant', 'Target', '--from', 'set'], environment)).json['planId'],
    )
    await cli(home, ['tenant', 'unlock', 'Target', '--minutes', '30'])
    const start = ['restore', 'run', planId, '--confirm', 'Target']
    for (const created of [1, 8, 16, 30]) {
      expect(await killWhen(['--data', home, ...start], environment, () => recorded(record, '"POST"') >= created)).toBe(
        'SIGKILL',
      )
    }
    expect(await cli(home, start, environment)).toMatchObject({
      code: 0,
      json: { status: 'succeeded', counts: { done: count } },
    })
    const posts = readFileSync(record, 'utf8')
      .split('\n')
      .filter((line) => line.includes('"POST"') && line.includes('deviceManagementScripts"'))
      .map((line) => (JSON.parse(line) as { body: { displayName: string } }).body.displayName)
    expect(posts.toSorted()).toEqual(many.map((entry) => entry.displayName).toSorted())
    // The same plan once more does not create anything a second time.
    expect((await cli(home, start, environment)).json).toMatchObject({ counts: { failed: count } })
  })

  it('connects a tenant, signs in with a code, checks, archives and removes it (031-2, 031-10)', async () => {
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
    expect(await cli(home, ['capture', '--tenant', 'New'], environment)).toMatchObject({
      code: 0,
      json: { newVersions: builtIns + 1 },
    })
    expect(
      await cli(home, ['tenant', 'export', 'New', '--folder', join(folder, 'exported')], environment),
    ).toMatchObject({ code: 0, json: { files: builtIns + 1 } })
    expect(await cli(home, ['tenant', 'remove', 'New', '--confirm', 'New'], environment)).toMatchObject({ code: 2 })
    expect(await cli(home, ['tenant', 'archive', 'New'], environment)).toMatchObject({ code: 0 })
    expect(await cli(home, ['tenant', 'remove', 'New', '--confirm', 'New'], environment)).toMatchObject({
      code: 0,
      json: { removed: true },
    })
    expect((await cli(home, ['tenant', 'list'], environment)).json).toEqual({ tenants: [] })
  })
})
