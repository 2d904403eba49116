import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { cli, killWhen, startCliSimulator, tenantAdd } from '#tests/support/cli.ts'
import { writeSeed } from '#tests/support/lab.ts'
import { seedCounts } from '#tests/support/seed-counts.ts'

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
const count = 40
const many = Array.from({ length: count }, (_, index) => script(index))
/** Requests of a simulator's record that contain the text. */
const recorded = (record: string, text: string) =>
  existsSync(record)
    ? readFileSync(record, 'utf8')
        .split('\n')
        .filter((line) => line.includes(text)).length
    : 0

describe('the command line after kill -9', () => {
  it('continues a capture: nothing lost, nothing doubled (000-6)', async () => {
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
    await cli(home, tenantAdd('Many', simulator, 'ATLAS_TOKEN'), environment)
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
    const policies = (await cli(home, ['policy', 'list', '--tenant', 'Many'])).json['policies'] as unknown as {
      type: string
      versionCount: number
    }[]
    expect(
      policies.filter((policy) => policy.type === 'deviceManagementScripts').map((policy) => policy.versionCount),
    ).toEqual(Array.from({ length: count }, () => 1))
    expect(await cli(home, ['capture', '--tenant', 'Many'], environment)).toMatchObject({
      json: { newVersions: 0, newBlobs: 0, unchanged: count + builtIns },
    })
    expect(await cli(home, ['verify'])).toMatchObject({ code: 0, json: { damaged: 0 } })
  })

  it('continues a restore: each object exactly once (000-7)', async () => {
    const source = await startCliSimulator([
      '--seed',
      writeSeed(join(folder, 'source'), { deviceManagementScripts: many }),
    ])
    const record = join(folder, 'killed.ndjson')
    const target = await startCliSimulator(['--latency', '15', '--record', record])
    stops.push(source.stop, target.stop)
    const environment = { SOURCE_TOKEN: source.token, TARGET_TOKEN: target.token }
    const home = join(folder, 'killed-restore')
    await cli(home, tenantAdd('Source', source, 'SOURCE_TOKEN'), environment)
    await cli(home, tenantAdd('Target', target, 'TARGET_TOKEN'), environment)
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
})
