import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { runBuilt } from './run-built.ts'
import { startSimulator } from './simulated.ts'
import { judge } from './table.ts'
import { timed } from './timed.ts'

interface Recorded {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly startedAt: number
  readonly endedAt: number
  readonly body: { readonly requests?: readonly { readonly url: string }[] } | null
}

/** Throttle units for each object that a capture may use (Graph counts each part of a batch). */
const mostUnits = { first: 0.5, unchanged: 0.4 }
const latencyMs = 40
/** How much longer than the waits of the service a capture may take. */
const mostOver = 1.5
/** As many that 2,000 of them are captured. */
const objects = 2_186
const mostSeconds = { first: 15, unchanged: 10 }
/** Megabytes, of the whole process. */
const mostMemory = 250

/**
 * Throttle units, time and memory of a first and an unchanged capture, each by the built command line. With the folder
 * of real exported policies beside the project, the tenant has 2,000 objects in their true proportions, answers after
 * 40 ms and keeps the documented limits; without it, the demo tenant is captured.
 */
export async function capture(options: { readonly seed: string | undefined }): Promise<void> {
  const exported = resolve('../shared/fixtures/tenant')
  const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-bench-'))
  const record = join(folder, 'record.ndjson')
  const seed = join(folder, 'seed')
  const real = options.seed === undefined && existsSync(exported)
  const simulated = await startSimulator({
    seed: real ? seed : resolve(options.seed ?? 'resources/demo'),
    ...(real ? { multiplied: { from: exported, objects } } : {}),
    record,
    latencyMs,
  })
  try {
    const data = join(folder, 'data')
    const token = { BENCH_TOKEN: simulated.token }
    await runBuilt(
      data,
      ['tenant', 'add', '--name', 'Bench', '--environment', 'test', '--tenant-id', simulated.tenantId].concat([
        '--graph-url',
        simulated.url,
        '--token-env',
        'BENCH_TOKEN',
      ]),
      token,
    )
    for (const name of ['first', 'unchanged'] as const) {
      const from = existsSync(record) ? statSync(record).size : 0
      const { result: ran, ms } = await timed(() => runBuilt(data, ['--json', 'capture', '--tenant', 'Bench'], token))
      const { status, newVersions, unchanged } = JSON.parse(ran.output) as Captured
      const captured = newVersions + unchanged
      const made = readRecord(record, from)
      const units = made.reduce((sum, entry) => sum + (entry.body?.requests?.length ?? 1), 0)
      const least = boundOf(made, units)
      const [perObject, over] = [units / captured, ms / least]
      console.log(`${name} capture of ${captured} objects, ${status}, ${newVersions} new versions`)
      if (real) {
        judge({
          work: `${name} capture, throttle units`,
          value: units,
          most: captured * mostUnits[name],
          unit: 'units',
          beside: `${perObject.toFixed(3)} for each object`,
        })
        judge({
          work: `${name} capture, of what the service needs`,
          value: over,
          most: mostOver,
          unit: '×',
          beside: `latency and limits need ${(least / 1000).toFixed(1)} s`,
        })
        judge({ work: `${name} capture`, value: ms / 1_000, most: mostSeconds[name], unit: 's' })
        judge({ work: `${name} capture, peak memory`, value: ran.peak / 1e6, most: mostMemory, unit: 'MB' })
      } else console.log(`  ${units} units, ${(ms / 1000).toFixed(1)} s, ${(ran.peak / 1e6).toFixed(0)} MB`)
      console.log(`  throttled           ${made.filter((entry) => entry.status === 429).length} times`)
      console.log(`  units by collection ${byCollection(made)}`)
    }
  } finally {
    simulated.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Captured {
  readonly status: string
  readonly newVersions: number
  readonly unchanged: number
}

/** The requests that were made since the record had this size. The record is emptied of what came before. */
function readRecord(file: string, from: number): Recorded[] {
  return readFileSync(file)
    .subarray(from)
    .toString('utf8')
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Recorded)
}

/**
 * The least time for these requests, in milliseconds: what the service takes for them with as many at once as the client
 * may send, the pages of the longest list one after the other, and the documented 1,000 units in 20 seconds.
 */
function boundOf(made: readonly Recorded[], units: number): number {
  const spent = made.map(({ startedAt, endedAt }) => endedAt - startedAt)
  return Math.max(spent.reduce((sum, ms) => sum + ms, 0) / 6, longestList(made), (units / 1_000) * 20_000)
}

/** Pages of a list follow each other, so the longest list can't be faster than its pages. */
function longestList(made: readonly Recorded[]): number {
  const lists = Map.groupBy(
    made.filter(({ method }) => method === 'GET'),
    ({ path }) => path.split('?')[0]!,
  )
  return Math.max(
    0,
    ...[...lists.values()].map((pages) => pages.reduce((sum, page) => sum + page.endedAt - page.startedAt, 0)),
  )
}

function byCollection(made: readonly Recorded[]): string {
  const urls = made.flatMap((entry) => entry.body?.requests?.map(({ url }) => url) ?? [entry.path.replace('/beta', '')])
  const counts = Map.groupBy(urls, (url) => {
    const [path = ''] = url.split('?')
    const [, , collection, id, part] = path.split('/')
    return [collection ?? path, id === undefined ? '' : '{id}', part ?? ''].filter(Boolean).join('/')
  })
  return [...counts]
    .map(([name, all]) => [name, all.length] as const)
    .toSorted((left, right) => right[1] - left[1])
    .slice(0, 12)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')
}
