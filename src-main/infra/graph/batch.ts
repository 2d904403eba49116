import type { Read } from '#app/ports/graph.ts'
import type { Clock } from '#app/ports/ports.ts'
import { isObject, objects, type Json } from '#domain/json.ts'
import type { Http } from './http.ts'
import { readProblem } from './problems.ts'
import { attempts, backOff, throttledAttempts, transient, type RepeatedRead } from './repetition.ts'
import { headerOf, readRetryAfter } from './retry-after.ts'
import { serviceOf, type Service } from './services.ts'

/** Requests in one batch (Graph docs: concepts/json-batching). */
const size = 20
const defaultPauseMs = 5_000

/**
 * Reads many paths in batches of 20, answers in the order asked. Parts of one service go together, so that a
 * throttled service holds nobody else up; each part fails, waits and is repeated on its own.
 */
export function createBatch(http: Http, clock: Clock, read: RepeatedRead, version: string): (paths: readonly string[]) => Promise<Read<Json>[]> {
  async function send(service: Service, entries: readonly Entry[]): Promise<void> {
    let open = [...entries]
    while (open.length > 0) {
      const answer = await read({
        method: 'POST',
        url: `${version}/$batch`,
        body: { requests: open.map((entry, index) => ({ id: String(index + 1), method: 'GET', url: entry.path })) },
        service,
        weight: open.length,
        pauseWithin: longestPause,
      })
      // The order is not kept: parts are matched by their id.
      const parts = new Map(objects(answer['responses']).map((part) => [String(part['id']), part]))
      const again = open.filter((entry, index) => !settle(entry, parts.get(String(index + 1))))
      const faulty = Math.max(0, ...again.map((entry) => entry.faults))
      if (faulty > 0) await clock.sleep(backOff(faulty), http.signal)
      open = again
    }
  }

  /** Takes a part's answer; false when it has to be asked again. */
  function settle(entry: Entry, part: Json | undefined): boolean {
    const status = Number(part?.['status'] ?? 0)
    const body = part?.['body']
    const ok = status >= 200 && status < 300
    if (ok && isObject(body)) {
      entry.answer = { ok: true, value: body }
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

  /** The longest wait that a part was given holds for the whole service. */
  function longestPause(body: unknown): number {
    const throttled = isObject(body) ? objects(body['responses']).filter((part) => part['status'] === 429) : []
    return Math.max(0, ...throttled.map((part) => {
      const headers = isObject(part['headers']) ? part['headers'] : {}
      return readRetryAfter(headerOf(headers, 'retry-after'), headerOf(headers, 'date'), http.now()) ?? defaultPauseMs
    }))
  }

  return async (paths) => {
    const entries = paths.map((path): Entry => ({ path, answer: null, faults: 0, throttled: 0 }))
    const byService = Map.groupBy(entries, (entry) => serviceOf(entry.path))
    await Promise.all([...byService].flatMap(([service, all]) => chunks(all).map((chunk) => send(service, chunk))))
    return entries.map((entry) => entry.answer!)
  }
}

interface Entry {
  readonly path: string
  answer: Read<Json> | null
  /** Answers that were no answer, and those that said to come later. */
  faults: number
  throttled: number
}

const chunks = (entries: readonly Entry[]): Entry[][] =>
  Array.from({ length: Math.ceil(entries.length / size) }, (_, index) => entries.slice(index * size, (index + 1) * size))
