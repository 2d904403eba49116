import type { BatchRead, Read } from '#app/ports/graph.ts'
import type { Clock } from '#app/ports/ports.ts'
import { isObject, objects, type Json } from '#domain/json.ts'
import type { Http, HttpResult } from './http.ts'
import { readProblem, toFailure } from './problems.ts'
import { backOff, throttledAttempts, transient, type RepeatedRead } from './repetition.ts'
import { headerOf, readRetryAfter } from './retry-after.ts'
import { serviceOf, type Service } from './services.ts'
import { unreachable } from './unreachable.ts'
import { words } from './words.ts'

/** Requests in one batch (G-30). */
const size = 20
const defaultPauseMs = 5_000
/** Attempts for a batch, or for one of its parts, before its parts are read one by one. */
const together = 3

/** The answer to one part, with the request id of the part or of the whole batch. */
export interface BatchAnswer {
  readonly read: Read<Json>
  readonly requestId: string | null
}

/**
 * Reads many paths in batches of 20, with answers in the same order. Parts for one service share full batches, so that
 * a throttled service delays few others. Each part fails, waits and is repeated individually. A batch without a usable
 * answer is taken apart, so that one object that can't be read costs one object.
 *
 * @throws Failure if no request is answered at all, or the sign-in isn't accepted
 */
export function createBatch(
  http: Http,
  clock: Clock,
  read: RepeatedRead,
  /** Whether the service answers at all. */
  answers: () => Promise<boolean>,
  version: string,
): (reads: readonly Pick<BatchRead, 'path' | 'action' | 'stream'>[]) => Promise<BatchAnswer[]> {
  async function send(entries: readonly Entry[]): Promise<void> {
    let open = [...entries]
    while (open.length > 0) {
      const result = await read(
        {
          method: 'POST',
          url: `${version}/$batch`,
          body: { requests: open.map(partOf) },
          service: open[0]!.service,
          passages: passagesOf(open),
          pausesWithin: (body) => pausesOf(open, body),
        },
        together,
      )
      if (result.kind !== 'answer') {
        await readAlone(open, result)
        return
      }
      const parts = partsOf(result.answer.body)
      const again = open.filter((entry, index) => !settle(entry, parts(String(index + 1)), result.answer.requestId))
      const faulty = Math.max(0, ...again.map((entry) => entry.faults))
      if (faulty > 0) await clock.sleep(backOff(faulty), http.signal)
      await readAlone(again.filter((entry) => entry.faults >= together))
      open = again.filter((entry) => entry.faults < together)
    }
  }

  /** Reads parts one by one, because their batch wasn't answered. @throws Failure if nothing is answered at all */
  async function readAlone(entries: readonly Entry[], failed?: Exclude<HttpResult, { kind: 'answer' }>): Promise<void> {
    if (failed?.kind === 'problem' && failed.problem.status === 401) throw toFailure(failed.problem)
    if (failed?.kind === 'lost' && !(await answers())) throw unreachable(failed.message)
    await Promise.all(
      entries.map(async (entry) => {
        // A part that was answered with an error three times gets one more chance, without the others.
        const most = entry.failed ? 1 : together
        const result = await read(
          { method: entry.method, url: `${version}${entry.path}`, service: entry.service, stream: entry.stream },
          most,
        )
        if (result.kind === 'answer') {
          entry.requestId = result.answer.requestId
          entry.answer = { ok: true, value: result.answer.body }
        } else if (result.kind === 'problem') {
          entry.answer = { ok: false, problem: result.problem }
        } else {
          const { message } = words.answers.none(result.message)
          entry.answer = { ok: false, problem: { status: 0, code: 'noAnswer', message, requestId: null } }
        }
      }),
    )
  }

  /** Handles the answer of a part; false if it has to be requested again. */
  function settle(entry: Entry, part: Json | undefined, batchId: string | null): boolean {
    const headers = isObject(part?.['headers']) ? part['headers'] : {}
    entry.requestId = headerOf(headers, 'request-id') ?? batchId
    // What isn't a number is no answer.
    const status = Number(part?.['status'] ?? 0) || 0
    const ok = status >= 200 && status < 300
    const body = entry.stream && ok ? fileIn(headers, part?.['body']) : part?.['body']
    if (status === 204 || (ok && isObject(body))) {
      entry.answer = { ok: true, value: isObject(body) ? body : {} }
      return true
    }
    if (status === 429) {
      entry.throttled += 1
      http.usage.throttled += 1
      if (entry.throttled < throttledAttempts) return false
    } else if (ok || status === 0 || transient.has(status)) {
      entry.faults += 1
      entry.failed = transient.has(status)
      return false
    }
    entry.answer = { ok: false, problem: readProblem(status, body, entry.requestId) }
    return true
  }

  /** How long each service asks to wait, from its throttled parts. */
  function pausesOf(open: readonly Entry[], body: unknown): ReadonlyMap<Service, number> {
    const pauses = new Map<Service, number>()
    for (const part of isObject(body) ? objects(body['responses']) : []) {
      const entry = open[Number(part['id']) - 1]
      if (part['status'] !== 429 || !entry) continue
      const headers = isObject(part['headers']) ? part['headers'] : {}
      const wait =
        readRetryAfter(headerOf(headers, 'retry-after'), headerOf(headers, 'date'), http.now()) ?? defaultPauseMs
      pauses.set(entry.service, Math.max(wait, pauses.get(entry.service) ?? 0))
    }
    return pauses
  }

  return async (reads) => {
    const entries = reads.map(({ path, action, stream }): Entry => ({
      path,
      stream,
      method: action ? 'POST' : 'GET',
      service: serviceOf(path),
      answer: null,
      requestId: null,
      faults: 0,
      throttled: 0,
      failed: false,
    }))
    await Promise.all(pack(entries).map((chunk) => send(chunk)))
    return entries.map((entry) => ({ read: entry.answer!, requestId: entry.requestId }))
  }
}

/**
 * The answer to a part by its id, because the order isn't kept. A part that was answered twice, and differently, wasn't
 * answered: nobody knows which answer is its own.
 */
function partsOf(answer: Json): (id: string) => Json | undefined {
  const parts = Map.groupBy(objects(answer['responses']), (part) => String(part['id']))
  return (id) => {
    const [first, ...others] = parts.get(id) ?? []
    const said = (part: Json): string => JSON.stringify([part['status'], part['body']])
    const isOne = others.every((other) => said(other) === said(first!))
    return isOne ? first : undefined
  }
}

/** A file in a batch is Base64, in one of its two alphabets (Graph docs: JSON batching). Anything else is no answer. */
const fileIn = (headers: Json, body: unknown): Json | undefined =>
  typeof body === 'string'
    ? {
        type: (headerOf(headers, 'content-type') ?? 'application/octet-stream').split(';', 1)[0],
        value: Buffer.from(body, 'base64').toString('base64'),
      }
    : undefined

/** Full batches with one service each. The remaining parts of all services share batches. */
function pack(entries: readonly Entry[]): Entry[][] {
  const full: Entry[][] = []
  const left: Entry[] = []
  for (const all of Map.groupBy(entries, (entry) => entry.service).values()) {
    const whole = all.length - (all.length % size)
    for (let at = 0; at < whole; at += size) full.push(all.slice(at, at + size))
    left.push(...all.slice(whole))
  }
  for (let at = 0; at < left.length; at += size) full.push(left.slice(at, at + size))
  return full
}

interface Entry {
  readonly path: string
  readonly method: 'GET' | 'POST'
  readonly service: Service
  readonly stream: true | undefined
  answer: Read<Json> | null
  requestId: string | null
  /** Missing answers, and throttled ones. */
  faults: number
  throttled: number
  /** The last answer was an error of the service, and not a missing or useless one. */
  failed: boolean
}

/** The number of requests in a batch for each service. */
const passagesOf = (entries: readonly Entry[]): { service: Service; weight: number }[] =>
  [...Map.groupBy(entries, (entry) => entry.service)].map(([service, parts]) => ({ service, weight: parts.length }))

/** A part of a batch. An action wants a body, though it takes none. */
const partOf = ({ path, method }: Entry, index: number): Json => ({
  id: String(index + 1),
  method,
  url: path,
  ...(method === 'POST' ? { body: {}, headers: { 'content-type': 'application/json' } } : {}),
})
