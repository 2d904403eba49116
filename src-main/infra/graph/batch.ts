import type { Read } from '#app/ports/graph.ts'
import type { Clock } from '#app/ports/ports.ts'
import { isObject, objects, type Json } from '#domain/json.ts'
import type { Http } from './http.ts'
import { readProblem } from './problems.ts'
import { attempts, backOff, throttledAttempts, transient, type RepeatedRead } from './repetition.ts'
import { headerOf, readRetryAfter } from './retry-after.ts'
import { serviceOf, type Service } from './services.ts'

/** Requests in one batch (G-30). */
const size = 20
const defaultPauseMs = 5_000

/** The answer to one part, with the request id of the part or of the whole batch. */
export interface BatchAnswer {
  readonly read: Read<Json>
  readonly requestId: string | null
}

/**
 * Reads many paths in batches of 20, with answers in the same order. Parts for one service share full batches, so that
 * a throttled service delays few others. Each part fails, waits and is repeated individually.
 */
export function createBatch(
  http: Http,
  clock: Clock,
  read: RepeatedRead,
  version: string,
): (paths: readonly string[]) => Promise<BatchAnswer[]> {
  async function send(entries: readonly Entry[]): Promise<void> {
    let open = [...entries]
    while (open.length > 0) {
      const { body: answer, requestId } = await read({
        method: 'POST',
        url: `${version}/$batch`,
        body: { requests: open.map((entry, index) => ({ id: String(index + 1), method: 'GET', url: entry.path })) },
        service: open[0]!.service,
        passages: passagesOf(open),
        pausesWithin: (body) => pausesOf(open, body),
      })
      // The order isn't kept, so parts are matched by ID.
      const parts = new Map(objects(answer['responses']).map((part) => [String(part['id']), part]))
      const again = open.filter((entry, index) => !settle(entry, parts.get(String(index + 1)), requestId))
      const faulty = Math.max(0, ...again.map((entry) => entry.faults))
      if (faulty > 0) await clock.sleep(backOff(faulty), http.signal)
      open = again
    }
  }

  /** Handles the answer of a part; false if it has to be requested again. */
  function settle(entry: Entry, part: Json | undefined, batchId: string | null): boolean {
    const headers = isObject(part?.['headers']) ? part['headers'] : {}
    entry.requestId = headerOf(headers, 'request-id') ?? batchId
    const status = Number(part?.['status'] ?? 0)
    const body = part?.['body']
    const ok = status >= 200 && status < 300
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
      if (entry.faults < attempts) return false
    }
    entry.answer = { ok: false, problem: readProblem(status, body, null) }
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

  return async (paths) => {
    const entries = paths.map((path): Entry => ({
      path,
      service: serviceOf(path),
      answer: null,
      requestId: null,
      faults: 0,
      throttled: 0,
    }))
    await Promise.all(pack(entries).map((chunk) => send(chunk)))
    return entries.map((entry) => ({ read: entry.answer!, requestId: entry.requestId }))
  }
}

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
  readonly service: Service
  answer: Read<Json> | null
  requestId: string | null
  /** Missing answers, and throttled ones. */
  faults: number
  throttled: number
}

/** The number of requests in a batch for each service. */
const passagesOf = (entries: readonly Entry[]): { service: Service; weight: number }[] =>
  [...Map.groupBy(entries, (entry) => entry.service)].map(([service, parts]) => ({ service, weight: parts.length }))
