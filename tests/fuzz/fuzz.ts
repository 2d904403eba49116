import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { api, type MethodName } from '#contract/api/api.ts'
import { RunId, TenantId } from '#contract/model/ids.ts'
import { openFrameDoor } from '#hosts/frame-door.ts'
import { createRandom } from '#simulator/random.ts'
import { filesIn } from '#tests/support/imported.ts'
import { openLab, resources, root, type Lab } from '#tests/support/lab.ts'
import { methodInputs } from '#tests/support/method-inputs.ts'
import { workedInTenant, type WorkedInTenant } from '#tests/support/worked-in-tenant.ts'
import { mutated, mutatedBytes, pick, type Random } from './mutate.ts'

export interface FuzzOptions {
  readonly inputs: number
  readonly seed: number
  progress?(done: number): void
}

export interface FuzzOutcome {
  readonly inputs: number
  /** What should never happen, with the door and the input that brought it. */
  readonly problems: readonly string[]
  /** Milliseconds of the slowest input. */
  readonly slowestMs: number
  /** Bytes of memory at most. */
  readonly memory: number
}

/** Left out: what would take the tenant of the next inputs away, and what waits for a person. */
const leftOut: ReadonlySet<MethodName> = new Set(['tenants.remove', 'tenants.archive', 'tenants.signIn'])

interface Attempt {
  readonly lab: Lab
  readonly random: Random
  readonly ours: WorkedInTenant
  readonly round: number
  tell(door: string, problem: string): void
  /** How many answers of Graph were changed in this attempt. */
  answersChanged(): number
  /** Does something with one or more inputs, and notes how long it took. */
  timed<Value>(work: () => Promise<Value>): Promise<Value>
}

/** A door, and how many inputs one attempt sends through it. */
const doors: Readonly<Record<string, (attempt: Attempt) => Promise<number>>> = {
  methods,
  frames,
  imports,
  zips: archives,
  atlas: atlasFiles,
  answers,
}

/**
 * Sends malformed inputs through every door of the core, the same ones for the same seed. Only atlas files carry the time
 * and a signature, and what answers lead to depends on which comes first.
 */
export async function fuzz({ inputs, seed, progress }: FuzzOptions): Promise<FuzzOutcome> {
  const problems: string[] = []
  const answersOf = mutatingNetwork()
  const lab = openLab({ network: answersOf.network })
  let [done, slowestMs, memory] = [0, 0, 0]
  try {
    const ours = await workedInTenant(
      lab,
      'Fuzzed',
      '61000000-0000-4000-8000-000000000001',
      '61000000-0000-4000-8000-000000000002',
    )
    answersOf.start()
    for (let round = 0; done < inputs; round += 1)
      for (const [name, door] of Object.entries(doors)) {
        if (done >= inputs) break
        // Each attempt brings the same inputs, whatever was before it.
        const own = `${seed} ${name} ${round}`
        answersOf.turn(name === 'answers' ? own : null)
        const sent = await door({
          lab,
          random: randomFor(own),
          answersChanged: () => answersOf.changed(),
          ours,
          round,
          async timed(work) {
            const before = performance.now()
            const value = await work()
            slowestMs = Math.max(slowestMs, performance.now() - before)
            return value
          },
          tell: (where, problem) => problems.push(`${where}, round ${round} of seed ${seed}: ${problem}`),
        }).catch((error: unknown) => {
          problems.push(
            `${name}, round ${round} of seed ${seed}: ${error instanceof Error ? error.stack : String(error)}`,
          )
          return 1
        })
        done += sent
        memory = Math.max(memory, process.memoryUsage().rss)
        progress?.(done)
      }
    answersOf.turn(null)
    const { runId } = await lab.core.call('backups.verify', { tenantId: ours.tenantId })
    const verified = await lab.ended(ours.tenantId, runId)
    if (verified.error) problems.push(`the store doesn't verify: ${verified.error.message}`)
    if (({} as { polluted?: unknown }).polluted !== undefined) problems.push('the prototype of objects was changed')
  } finally {
    await lab.close()
  }
  return { inputs: done, problems, slowestMs, memory }
}

const isUnexpected = (answer: unknown): boolean => JSON.stringify(answer)?.includes('"unexpected"') ?? false

async function methods({ lab, random, ours, tell, timed }: Attempt): Promise<number> {
  const inputs = methodInputs(ours, join(lab.folder, 'out'))
  const names = (Object.keys(inputs) as MethodName[]).filter((name) => !leftOut.has(name) && name in api)
  for (let sent = 0; sent < 100; sent += 1) {
    const name = pick(random, names)
    const input = mutated(inputs[name], random)
    const answer = await timed(() => lab.core.callUntrusted(name, input))
    if ('error' in answer && answer.error.code === 'unexpected') tell('methods', `${name} ${shown(input)}`)
  }
  return 100
}

async function frames({ lab, random, ours, tell, timed }: Attempt): Promise<number> {
  const sent: string[] = []
  const door = openFrameDoor(
    lab.core,
    (frame) => void sent.push(frame),
    () => {},
  )
  const inputs = methodInputs(ours, join(lab.folder, 'out'))
  for (let count = 0; count < 100; count += 1) {
    const name = pick(
      random,
      (Object.keys(inputs) as MethodName[]).filter((entry) => api[entry].effect === 'read'),
    )
    const frame = JSON.stringify({ id: count, method: name, input: inputs[name] })
    const text =
      random() < 0.5
        ? JSON.stringify(mutated(JSON.parse(frame), random))
        : mutatedBytes(Buffer.from(frame), random).toString()
    await timed(async () => door.receive(text ?? ''))
    for (const answer of sent.splice(0))
      if (answer.includes('"unexpected"')) tell('frames', `${shown(text)} ${answer.slice(0, 200)}`)
  }
  door.close()
  return 100
}

const corpus: readonly string[] = filesIn(join(resources, 'demo')).filter((path) => path.endsWith('.json'))
/** Objects of the demo tenant, each as a file. */
const documents: readonly unknown[] = corpus.flatMap((path) => JSON.parse(readFileSync(path, 'utf8')) as unknown[])

/** Real exports of other tools, where they are at hand. Large ones would take the time of many others. */
const exports = resolve(root, '../shared/fixtures/raw')
const realFiles: readonly Buffer[] = existsSync(exports)
  ? filesIn(exports)
      .map((path) => readFileSync(path))
      .filter(({ length }) => length < 200_000)
  : []

function badFile(random: Random): Buffer {
  if (realFiles.length > 0 && random() < 0.3) return mutatedBytes(pick(random, realFiles), random)
  const document = pick(random, documents)
  const text = JSON.stringify(random() < 0.7 ? mutated(document, random) : document)
  const bytes = Buffer.from(text ?? 'null', random() < 0.1 ? 'utf16le' : 'utf8')
  return random() < 0.5 ? mutatedBytes(bytes, random) : bytes
}

async function importOf({ lab, tell, round, timed }: Attempt, door: string, path: string): Promise<void> {
  const looked = await lab.core.callUntrusted('backups.lookAt', { path })
  if (isUnexpected(looked)) tell(door, `looking at it: ${shown(looked)}`)
  const tenantId = await importedTenant(lab)
  const run = await timed(async () => {
    const started = await lab.core.call('backups.import', { tenantId, name: `Round ${round}`, path })
    return lab.ended(tenantId, started.runId)
  })
  if (run.error?.code === 'unexpected') tell(door, shown(run.error))
  const items = await lab.items(tenantId, RunId.parse(run.id))
  for (const item of items) if (item.error?.code === 'unexpected') tell(door, `${item.name} ${shown(item.error)}`)
  const { policies } = await lab.core.call('policies.list', { tenantId })
  for (const policy of policies.slice(0, 20))
    if (policy.versionId !== null) {
      const readable = await lab.core.callUntrusted('versions.readable', { tenantId, versionId: policy.versionId })
      if (isUnexpected(readable)) tell(door, `reading ${policy.name}`)
    }
}

const importedId = TenantId.parse('61000000-0000-4000-8000-0000000000aa')
async function importedTenant(lab: Lab): Promise<TenantId> {
  const tenants = await lab.core.call('tenants.list', {})
  if (!tenants.some(({ id }) => id === importedId))
    await lab.core.call('tenants.addImported', { id: importedId, name: 'Imported' })
  return importedId
}

async function imports(attempt: Attempt): Promise<number> {
  const folder = join(attempt.lab.folder, 'import')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  const extensions = ['json', 'JSON', 'txt', 'yaml', 'ps1', '']
  for (let file = 0; file < 100; file += 1)
    writeFileSync(join(folder, `${file}.${pick(attempt.random, extensions)}`), badFile(attempt.random))
  await importOf(attempt, 'imports', folder)
  return 100
}

async function archives(attempt: Attempt): Promise<number> {
  const { zipSync } = await import('fflate')
  const path = join(attempt.lab.folder, 'export.zip')
  for (let sent = 0; sent < 10; sent += 1) {
    const whole = zipSync(
      {
        'a/b.json': badFile(attempt.random),
        '../c.json': badFile(attempt.random),
        'd.txt': Buffer.alloc(2_000),
      },
      { mtime: new Date(2026, 0, 1) },
    )
    writeFileSync(path, mutatedBytes(Buffer.from(whole), attempt.random))
    await importOf(attempt, 'zips', path)
  }
  return 10
}

async function atlasFiles(attempt: Attempt): Promise<number> {
  const { lab, ours, random, round } = attempt
  const path = join(lab.folder, 'whole.atlas')
  if (round === 0) {
    const { runId } = await lab.core.call('backups.saveFile', { tenantId: ours.tenantId, path })
    await lab.ended(ours.tenantId, runId)
  }
  const whole = readFileSync(path)
  const changed = join(lab.folder, 'changed.atlas')
  for (let sent = 0; sent < 20; sent += 1) {
    writeFileSync(changed, mutatedBytes(whole, random))
    await importOf(attempt, 'atlas', changed)
  }
  return 20
}

/** A capture, an update of the inventory and a permission check of a service that answers nonsense now and then. */
async function answers({ lab, ours, tell, answersChanged }: Attempt): Promise<number> {
  const { tenantId } = ours
  for (const start of ['runs.capture', 'runs.sync', 'tenants.check'] as const) {
    const { runId } = await lab.core.call(start, { tenantId })
    const run = await lab.ended(tenantId, runId)
    if (run.error?.code === 'unexpected') tell('answers', `${start}: ${shown(run.error)}`)
    for (const item of await lab.items(tenantId, RunId.parse(runId)))
      if (item.error?.code === 'unexpected') tell('answers', `${start}: ${item.name}`)
  }
  return answersChanged() || 1
}

/** A generator that depends on a text alone (FNV-1a). */
const randomFor = (text: string): Random =>
  createRandom(Buffer.from(text).reduce((hash, byte) => Math.imul(hash ^ byte, 16_777_619), 2_166_136_261))

/** The way to Graph, on which answers are changed: the same ones in each attempt, whichever comes first. */
function mutatingNetwork() {
  const seen = new Map<string, number>()
  let [attempt, isStarted, count]: [string | null, boolean, number] = [null, false, 0]
  return {
    start: () => void (isStarted = true),
    turn(next: string | null) {
      attempt = next
      count = 0
      seen.clear()
    },
    changed: () => count,
    network: {
      async fetch(url: string, init?: RequestInit) {
        const answer = await fetch(url, init)
        const { pathname, search } = new URL(url)
        const asked = `${pathname}${search} ${typeof init?.body === 'string' ? init.body : ''}`
        seen.set(asked, (seen.get(asked) ?? 0) + 1)
        const random = randomFor(`${attempt} ${asked} ${seen.get(asked)}`)
        if (!isStarted || attempt === null || random() < 0.6) return answer
        count += 1
        const text = await answer.text()
        const { status } = answer
        const headers = { 'content-type': 'application/json' }
        if (random() < 0.3)
          return new Response(new Uint8Array(mutatedBytes(Buffer.from(text), random)), { status, headers })
        return new Response(status === 204 ? null : changed(text, random), { status, headers })
      },
      describe: async () => ({ proxy: null, certificate: null }),
    },
  }
}

function changed(text: string, random: Random): string {
  try {
    return JSON.stringify(mutated(JSON.parse(text), random)) ?? 'null'
  } catch {
    return text
  }
}

const shown = (value: unknown): string => (JSON.stringify(value) ?? String(value)).slice(0, 400)
