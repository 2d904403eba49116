import { spawn, type ChildProcess } from 'node:child_process'
import { resultOf } from '#contract/model/runs.ts'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { objects, text, type Json } from '#domain/json.ts'
import { startSimulator, type Simulator } from '#simulator/simulator.ts'
import { openLab, resources, root, writeSeed } from '#tests/support/lab.ts'
import { compileCache } from '#tests/support/compile-cache.ts'

export interface TortureOptions {
  readonly rounds: number
  /** No round begins after this moment, in milliseconds of the system's clock. */
  readonly until?: number
  readonly seed: number
  /** Hears of each round. */
  progress?(line: string): void
}

export interface TortureCounts {
  readonly rounds: number
  readonly killed: number
  readonly faulty: number
  readonly objects: number
}

/** Objects of the demo tenant that a restore makes, a few of each kind. */
const mixed: Readonly<Record<string, number>> = {
  assignmentFilters: 3,
  deviceCategories: 2,
  notificationMessageTemplates: 2,
  roleScopeTags: 2,
  reusablePolicySettings: 1,
  termsAndConditions: 1,
  deviceManagementScripts: 5,
  deviceShellScripts: 2,
  deviceCompliancePolicies: 5,
  deviceConfigurations: 7,
  configurationPolicies: 6,
  groupPolicyConfigurations: 1,
  windowsAutopilotDeploymentProfiles: 2,
  iosManagedAppProtections: 1,
}
const demo = (name: string): Json[] =>
  JSON.parse(readFileSync(join(resources, 'demo', name, 'all.json'), 'utf8')) as Json[]
const nameOf = (item: Json): string => text(item['displayName']) || text(item['name'])

/** Mulberry32: the same numbers for the same seed. */
function randomOf(seed: number): () => number {
  // Neighbouring seeds must not begin alike.
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixedUp = Math.imul(state ^ (state >>> 15), 1 | state)
    mixedUp = (mixedUp + Math.imul(mixedUp ^ (mixedUp >>> 7), 61 | mixedUp)) ^ mixedUp
    return ((mixedUp ^ (mixedUp >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** What goes wrong in a round without a kill: answers lost after effect and before, faults, throttling. */
function faultsOf(random: () => number): object[] {
  const writes = (fault: object): object[] =>
    ['POST', 'PATCH', 'PUT'].map((method) => ({ method, path: '^(?!.*(batch|getByIds))', ...fault }))
  const kinds: object[][] = [
    writes({ probability: 0.15, cut: 'after' }),
    writes({ probability: 0.15, cut: 'before' }),
    writes({ probability: 0.2, status: 503, takesEffect: true }),
    writes({ probability: 0.15, status: 504 }),
    [{ probability: 0.1, status: 429, retryAfter: 0.2 }],
    [{ method: 'GET', probability: 0.05, status: 503 }],
    [{ method: 'GET', probability: 0.05, cut: 'before' }],
  ]
  return [...kinds.filter(() => random() < 0.4), kinds[Math.floor(random() * 4)]!].flat()
}

/**
 * Restores 40 mixed objects over and over, each time killed at a random moment or hit by random faults, then restarted.
 *
 * @throws Error naming the round's seed, when an object is not there exactly once, anything else was touched, a run is
 * not final, or the store does not verify
 */
export async function torture({ rounds, until = Infinity, seed, progress }: TortureOptions): Promise<TortureCounts> {
  const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-torture-'))
  // Several may go at once in one process: each has a tenant, a port and a token of its own.
  const tenantId = `70700000-0000-4000-8000-${String(seed).padStart(12, '0')}`
  const variable = `LAB_TOKEN_${tenantId.replaceAll('-', '_')}`
  const wanted = Object.fromEntries(
    Object.entries(mixed).map(([name, count]) => [
      name,
      demo(name)
        .filter((item) => nameOf(item) !== 'Default')
        .slice(0, count),
    ]),
  )
  // Some are there already and differ; some belong to somebody else and must stay as they are.
  const changed = ['deviceManagementScripts', 'deviceCompliancePolicies', 'configurationPolicies'].map(
    (name) =>
      [
        name,
        wanted[name]!.slice(0, 2).map((item, index) => ({
          ...structuredClone(item),
          id: `7a700000-0000-4000-8000-00000000${name.length}0${index}0`.slice(0, 36),
          description: 'changed by somebody',
          assignments: [],
        })),
      ] as const,
  )
  const foreign = [1, 2, 3].map((index) => ({
    ...structuredClone(wanted['deviceManagementScripts']![0]!),
    id: `7b700000-0000-4000-8000-00000000000${index}`,
    displayName: `Somebody else's ${index}`,
    assignments: [],
  }))
  const target: Record<string, Json[]> = { groups: demo('groups'), ...Object.fromEntries(changed) }
  target['deviceManagementScripts'] = [...target['deviceManagementScripts']!, ...foreign]
  const targetSeed = writeSeed(join(folder, 'target'), target)
  const counts = { killed: 0, faulty: 0 }
  try {
    const { sourceId, setId, port, expected } = await prepare(folder, wanted, targetSeed, tenantId, variable)
    let done = 0
    for (let round = 0; round < rounds && Date.now() < until; round += 1) {
      const roundSeed = seed + round
      const random = randomOf(roundSeed)
      const isKill = random() < 0.5
      const faultsFile = join(folder, 'faults.json')
      writeFileSync(
        faultsFile,
        JSON.stringify({ seed: roundSeed, faults: isKill && random() < 0.5 ? [] : faultsOf(random) }),
      )
      const data = join(folder, 'data')
      rmSync(data, { recursive: true, force: true })
      cpSync(join(folder, 'template'), data, { recursive: true })
      const simulator = await startSimulator({
        resources,
        tenantId,
        port,
        seed: targetSeed,
        faultsFile,
        record: join(folder, 'record.ndjson'),
      })
      const before = snapshot(simulator, foreign)
      const words = [sourceId, tenantId, setId]
      await interrupted(
        start(data, 'start', words, variable, simulator.token),
        isKill ? { afterMs: Math.floor(random() * 1_500) } : null,
      )
      counts[isKill ? 'killed' : 'faulty'] += 1
      const state = join(folder, 'state.json')
      saveState(simulator, state)
      await simulator.close()
      // The service is well again; what the first process left is settled now.
      const healthy = await startSimulator({ resources, tenantId, port, stateFile: state })
      try {
        const report = await outcome(start(data, 'finish', words, variable, healthy.token))
        check(report, healthy, { expected, before, foreign }, roundSeed)
      } finally {
        await healthy.close()
      }
      done += 1
      progress?.(`seed ${roundSeed}, ${isKill ? 'killed' : 'faults'}: each object once`)
    }
    return { rounds: done, ...counts, objects: Object.values(wanted).flat().length }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Prepared {
  readonly sourceId: string
  readonly setId: string
  readonly port: number
  /** Objects by collection that the tenant must hold in the end. */
  readonly expected: ReadonlyMap<string, readonly string[]>
}

/** A data folder with the source's set and the target's connection; and what an undisturbed restore leaves in the target. */
async function prepare(
  folder: string,
  wanted: Readonly<Record<string, Json[]>>,
  targetSeed: string,
  tenantId: string,
  variable: string,
): Promise<Prepared> {
  const lab = openLab()
  let simulator: Simulator | undefined
  try {
    const source = await lab.tenant('Source', { groups: demo('groups'), ...wanted })
    const { runId } = await lab.core.call('backups.create', {
      tenantId: source.id,
      name: 'All',
      types: Object.keys(mixed),
    })
    const backup = await lab.ended(source.id, runId)
    if (backup.status !== 'succeeded') throw new Error(`The source could not be captured: ${JSON.stringify(backup)}`)
    const setId = resultOf(backup, 'backup').setId!
    simulator = await startSimulator({ resources, tenantId, seed: targetSeed })
    process.env[variable] = simulator.token
    await lab.core.call('tenants.add', {
      id: tenantId,
      name: 'Target',
      environment: 'test',
      graphUrl: simulator.url,
      tokenVariable: variable,
    })
    await lab.core.call('tenants.unlock', {
      tenantId: tenantId as Parameters<typeof lab.unlock>[0],
      minutes: 30,
      confirm: 'Target',
    })
    await lab.reopen()
    cpSync(join(lab.folder, 'data'), join(folder, 'template'), { recursive: true })
    cpSync(join(lab.folder, 'data'), join(folder, 'calm'), { recursive: true })
    const words = [source.id, tenantId, setId]
    await interrupted(start(join(folder, 'calm'), 'start', words, variable, simulator.token), null)
    const report = await outcome(start(join(folder, 'calm'), 'finish', words, variable, simulator.token))
    if (report.unfinished.length > 0 || report.toWrite.length > 0)
      throw new Error(`An undisturbed restore does not end clean: ${JSON.stringify(report)}`)
    const expected = namesIn(simulator)
    const port = Number(new URL(simulator.url).port)
    return { sourceId: source.id, setId, port, expected }
  } finally {
    await simulator?.close()
    await lab.close()
  }
}

interface Report {
  readonly open: number
  readonly unfinished: readonly string[]
  readonly toWrite: readonly string[]
  readonly damaged: number
  readonly verified: string
}

function start(
  data: string,
  mode: 'start' | 'finish',
  words: readonly string[],
  variable: string,
  token: string,
): ChildProcess {
  return spawn(process.execPath, ['--no-warnings', join(root, 'tests/torture/worker.ts'), data, mode, ...words], {
    cwd: root,
    env: { ...compileCache, ...process.env, [variable]: token },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Waits for the process to end, or kills it so long after its restore has begun. */
function interrupted(child: ChildProcess, kill: { readonly afterMs: number } | null): Promise<void> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined
    child.stdout!.on('data', (chunk: Buffer) => {
      if (kill && timer === undefined && chunk.toString().includes('"started"'))
        timer = setTimeout(() => child.kill('SIGKILL'), kill.afterMs)
    })
    child.stderr!.resume()
    child.on('exit', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

/** The last line that the process printed. */
function outcome(child: ChildProcess): Promise<Report> {
  return new Promise((resolve, reject) => {
    let [out, error] = ['', '']
    child.stdout!.on('data', (chunk: Buffer) => void (out += chunk.toString()))
    child.stderr!.on('data', (chunk: Buffer) => void (error += chunk.toString()))
    child.on('exit', (code) =>
      code === 0
        ? resolve(JSON.parse(out.trim().split('\n').at(-1)!) as Report)
        : reject(new Error(`The restart ended with ${code}: ${error.slice(0, 2000)}`)),
    )
  })
}

/** Names of the objects in each collection, every one as often as it is there. */
function namesIn(simulator: Simulator): Map<string, string[]> {
  const kept = [...simulator.tenant.collections].filter(
    ([path]) =>
      /^\/device(Management|AppManagement)\//.test(path) &&
      !/\/(configurationSettings|configurationCategories|groupPolicyDefinitions|groupPolicyCategories|resourceOperations|templates|auditEvents)$/.test(
        path,
      ),
  )
  return new Map(kept.map(([path, items]) => [path, [...items.values()].map(nameOf).toSorted()]))
}

const snapshot = (simulator: Simulator, items: readonly Json[]): string =>
  JSON.stringify(
    items.map((item) =>
      simulator.tenant.collections.get('/deviceManagement/deviceManagementScripts')!.get(text(item['id'])),
    ),
  )

function saveState(simulator: Simulator, file: string): void {
  const collections = Object.fromEntries(
    [...simulator.tenant.collections].map(([path, items]) => [path, objects([...items.values()])]),
  )
  writeFileSync(file, JSON.stringify({ collections, secrets: [...simulator.tenant.secrets] }))
}

function check(
  report: Report,
  simulator: Simulator,
  known: { expected: ReadonlyMap<string, readonly string[]>; before: string; foreign: readonly Json[] },
  seed: number,
): void {
  const problems: string[] = []
  for (const [path, names] of known.expected) {
    const found = namesIn(simulator).get(path) ?? []
    if (JSON.stringify(found) !== JSON.stringify(names))
      problems.push(`${path} holds ${JSON.stringify(found)} instead of ${JSON.stringify(names)}`)
  }
  if (snapshot(simulator, known.foreign) !== known.before) problems.push('an object of somebody else was touched')
  if (report.open > 0) problems.push(`${report.open} runs are not final`)
  if (report.unfinished.length > 0) problems.push(`items are open: ${report.unfinished.join('; ')}`)
  if (report.toWrite.length > 0) problems.push(`a second plan would write: ${report.toWrite.join('; ')}`)
  if (report.verified !== 'succeeded' || report.damaged !== 0)
    problems.push(`the store does not verify: ${report.verified}, ${report.damaged} damaged`)
  if (problems.length > 0) throw new Error(`Seed ${seed}: ${problems.join('\n  ')}`)
}
