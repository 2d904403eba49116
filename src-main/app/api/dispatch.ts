import type { z } from 'zod'
import { api, isMethod, type MethodName, type Output } from '#contract/api/api.ts'
import { Failure, failure } from '#contract/errors.ts'
import type { ChangeEvent } from '#contract/method.ts'
import type { AuditAction } from '#contract/model/audit.ts'
import { isObject, text, without, type Json } from '#domain/json.ts'
import type { Conductor } from '../standards/conductor.ts'
import type { AlertDesk } from '../alerts/desk.ts'
import type { ConnectionBook } from '../connection/connection-book.ts'
import type { GraphConnection } from '../ports/graph.ts'
import type { Ports } from '../ports/ports.ts'
import type { NewRun, RunRow } from '../ports/runs.ts'
import type { Store } from '../ports/store.ts'
import type { TenantRow } from '../ports/tenants.ts'
import type { Emit } from '../runs/emit.ts'
import type { RunEngine } from '../runs/engine.ts'
import { appendAudit } from '../append-audit.ts'
import { isUnlocked, lockedFailure } from '../write-lock.ts'
import { allHandlers } from './all-handlers.ts'
import { readOwned, requireStays, requireTenant } from './ownership.ts'
import { words } from './words.ts'

/** What the door works with. */
export interface Door {
  readonly ports: Omit<Ports, 'graph' | 'takeWorkLock'>
  /** For questions only: everything else that asks Graph is a run. */
  readonly connections: ConnectionBook
  readonly engine: RunEngine
  readonly alerts: AlertDesk
  readonly conductor: Conductor
  readonly emit: Emit
}

/** A declared method as the door sees it, without its specific types. */
interface Declared {
  readonly effect: 'read' | 'ask' | 'outside' | 'store' | 'run' | 'write'
  readonly scope: 'app' | 'tenant' | 'newTenant'
  readonly owns?: Parameters<typeof readOwned>[1]
  readonly audited?: AuditAction | null
  readonly changes?: readonly ChangeEvent[]
  readonly onOpenedFile?: true
}

/**
 * Input that isn't repeated in the audit entry: the entry already has the tenant, a confirmation is like a password,
 * and the places of credentials are nobody's business.
 */
const notAudited = [
  'answer',
  'pointer',
  'tenantId',
  'confirm',
  'tokenVariable',
  'certificateFile',
  'certificateVariable',
  'clientSecret',
  'passphrase',
  'target',
  'recoveryKey',
]

/** Somebody waits for the answer to a question. */
const longestAnswerMs = 30_000
const questionAttempts = 2

/** Longer lists are recorded as their number, so that the audit log stays readable. */
const longestAuditedList = 50

/**
 * The only door into the core: a closed list of methods and strict input. It enforces what a method declares.
 * Everything in the input belongs to the tenant. A change, its audit entry and the runs that it starts are one
 * transaction. Events follow after the commit.
 *
 * @throws Failure for everything that is refused
 */
export async function dispatch<Name extends MethodName>(
  door: Door,
  name: Name | string,
  input: unknown,
): Promise<Output<Name>> {
  if (!isMethod(name)) throw new Failure('badInput', words.request.unknownMethod(name))
  const parsed = api[name].input.safeParse(input)
  if (!parsed.success) throw new Failure('badInput', words.request.invalid(problemsOf(parsed.error)))
  const data: Json = isObject(parsed.data) ? parsed.data : {}
  const declared = api[name] as unknown as Declared
  // Each handler is typed. Only here, the compiler can't check that name, input and context belong together.
  const handler = allHandlers[name] as unknown as (input: Json, context: unknown) => Promise<Output<Name>>
  const { ports, engine } = door
  const answer = async (store: Store, tools: object): Promise<Output<Name>> => {
    const tenantId = text(data['tenantId'])
    const tenant = declared.scope === 'tenant' ? await requireTenant(store, tenantId) : undefined
    if (tenant) requireKept(tenant, declared)
    const owned = await readOwned(store, declared.owns ?? {}, data, tenantId)
    if (declared.effect === 'write') requireConsent(tenant!, data, ports.clock.now())
    return handler(data, { ports, engine, connections: door.connections, store, tenant, owned, ...tools })
  }
  if (declared.effect === 'read') return answer(ports.store, {})
  if (declared.effect === 'ask') return ask(door, text(data['tenantId']), answer)
  // Only starting a run needs the work lock. A run can be canceled while another process works on it.
  const notAdopted = startsRuns(declared) ? await adoption(engine) : null
  const { output, tenantId, hasChanged, afterCommit } = await (declared.effect === 'outside'
    ? changeOutside(door, declared, data, answer)
    : changeStored(door, declared, data, answer, notAdopted))
  // The change is committed. A failure after this point must not look as if the change failed.
  // Screens read when they hear of it, so what belongs to the change comes first.
  try {
    for (const work of afterCommit) await work()
  } finally {
    if (hasChanged) for (const event of declared.changes ?? []) announce(door.emit, event, tenantId)
    if (hasChanged && declared.audited) announce(door.emit, 'audit.changed', tenantId)
  }
  return output
}

/**
 * Asks Graph, and waits a while for the answer. All parts of a question share one connection.
 *
 * @throws Failure `unreachable` if the answer takes too long
 */
async function ask<Out>({ ports, connections }: Door, tenantId: string, answer: Answer<Out>): Promise<Out> {
  const deadline = AbortSignal.timeout(longestAnswerMs)
  let connection: Promise<GraphConnection> | undefined
  const reader = async () => {
    connection ??= requireTenant(ports.store, tenantId).then((tenant) =>
      connections.graph.connect(tenant, deadline, questionAttempts),
    )
    return (await connection).reader
  }
  try {
    return await answer(ports.store, { reader })
  } catch (error) {
    if (!deadline.aborted) throw error
    const until = connections.waitsUntil(tenantId)
    if (until) throw failure('unreachable', words.request.throttled(until, ports.clock.now()), { cause: error })
    const late = failure('unreachable', words.request.noAnswer(longestAnswerMs), { cause: error })
    connections.failed(tenantId, late)
    throw late
  }
}

type Answer<Out> = (store: Store, tools: object) => Promise<Out>

interface Changed<Out> {
  readonly output: Out
  readonly tenantId: string
  /** False where the handler found that everything was already as asked. */
  readonly hasChanged: boolean
  readonly afterCommit: readonly (() => void | Promise<void>)[]
}

/** Carries out a change and writes its audit entry in one transaction. */
async function changeStored<Out>(
  { ports, engine, conductor }: Door,
  declared: Declared,
  data: Json,
  answer: Answer<Out>,
  notAdopted: unknown,
): Promise<Changed<Out>> {
  return ports.store.transaction(async (store) => {
    const afterCommit: (() => void | Promise<void>)[] = []
    const line = auditLine(declared, data)
    const runs = {
      async start(request: NewRun) {
        if (notAdopted) throw notAdopted
        const accepted = await engine.enqueue(store, request)
        // A run that is already in progress was audited when it was started.
        if (accepted.reused) line.drop()
        else line.note({ runId: accepted.runId })
        afterCommit.push(() => engine.wake({ id: accepted.runId, tenantId: request.tenantId }))
        return accepted
      },
      async retry(run: RunRow) {
        if (notAdopted) throw notAdopted
        await engine.requeue(store, run)
        afterCommit.push(() => engine.wake(run))
      },
      async cancel(run: RunRow) {
        if (!(await engine.cancel(store, run))) return line.drop()
        afterCommit.push(() => engine.abort(run))
      },
    }
    const output = await answer(store, {
      auth: ports.auth,
      conductor,
      note: line.note,
      unchanged: line.drop,
      afterCommit: (work: () => void | Promise<void>) => void afterCommit.push(work),
      ...(declared.effect === 'store' ? {} : runs),
    })
    const tenantId = tenantOf(declared, data, output)
    await line.append(store, tenantId, ports)
    return { output, tenantId, hasChanged: !line.isDropped(), afterCommit }
  })
}

/** Calls something outside the store, without a transaction. The audit entry follows. */
async function changeOutside<Out>(
  { ports, alerts }: Door,
  declared: Declared,
  data: Json,
  answer: Answer<Out>,
): Promise<Changed<Out>> {
  const line = auditLine(declared, data)
  const afterCommit: (() => void | Promise<void>)[] = []
  const output = await answer(ports.store, {
    auth: ports.auth,
    alerts,
    demo: ports.demo,
    shell: ports.shell,
    storage: ports.storage,
    atlasFiles: ports.atlasFiles,
    note: line.note,
    unchanged: line.drop,
    afterCommit: (work: () => void | Promise<void>) => void afterCommit.push(work),
  })
  const tenantId = tenantOf(declared, data, output)
  await line.append(ports.store, tenantId, ports)
  return { output, tenantId, hasChanged: !line.isDropped(), afterCommit }
}

const startsRuns = ({ effect }: Declared): boolean => effect === 'run' || effect === 'write'

/** Takes the work lock. @returns why that failed, or null */
async function adoption(engine: RunEngine): Promise<unknown> {
  try {
    await engine.adopt()
    return null
  } catch (error) {
    return error
  }
}

/** The audit entry of a method: its input, and what the handler adds. */
function auditLine({ audited }: Declared, data: Json) {
  let detail = summary(without(data, notAudited))
  let isDropped = false
  return {
    note: (more: Json) => void (detail = { ...detail, ...more }),
    drop: () => void (isDropped = true),
    isDropped: () => isDropped,
    async append(store: Store, tenantId: string, ports: Pick<Ports, 'clock' | 'info'>): Promise<void> {
      if (!audited || isDropped) return
      await appendAudit(store, ports, { tenantId: tenantId || null, action: audited, detail })
    },
  }
}

const summary = (data: Json): Json =>
  Object.fromEntries(
    Object.entries(data).map(([property, value]) => [
      property,
      Array.isArray(value) && value.length > longestAuditedList ? value.length : value,
    ]),
  )

/** The tenant of a change: the one in the request, or the one that the method created. */
function tenantOf({ scope }: Declared, data: Json, output: unknown): string {
  if (scope === 'newTenant') return isObject(output) ? text(output['id']) : ''
  return text(data['tenantId'])
}

/** A write requires the typed tenant name and unlocked writing. */
function requireConsent(tenant: TenantRow, data: Json, now: Date): void {
  if (data['confirm'] !== tenant.name)
    throw new Failure('badInput', words.request.wrongConfirmation(tenant.name), {
      hint: words.request.nothingWritten,
    })
  if (!isUnlocked(tenant.unlockedUntil, now)) throw lockedFailure(tenant.name)
}

/** A file that is only opened to read goes when it is closed, and with it whatever was changed in it. */
function requireKept(tenant: TenantRow, { effect, onOpenedFile }: Declared): void {
  if (effect !== 'read' && !onOpenedFile) requireStays(tenant)
}

function announce(emit: Emit, event: ChangeEvent, tenantId: string): void {
  if (event === 'notifications.changed' || event === 'storage.changed') emit(event, {})
  else emit(event, { tenantId })
}

function problemsOf(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`)
    .join('; ')
}
