import type { Clock } from '#app/ports/ports.ts'
import type { Http, HttpRequest, HttpResult } from './http.ts'

/** Number of attempts for a read that is cut or fails. */
export const attempts = 8
/** Number of attempts for a throttled request, each after the requested wait. */
export const throttledAttempts = 60
/** Status codes after which a read is repeated. A 500 is often temporary too. */
export const transient: ReadonlySet<number> = new Set([500, 502, 503, 504])

const firstMs = 250
const mostMs = 8_000

/** The wait before a retry without `Retry-After`. It doubles, within limits. */
export const backOff = (attempt: number): number => Math.min(mostMs, firstMs * 2 ** (attempt - 1))

/** Number of times that a read may time out. Each takes a minute, and another route may be faster. */
const timeouts = 2

/** Repeats a read until it is answered or refused, or all attempts are used. A throttled read waits at the gate. */
export type RepeatedRead = (request: Omit<HttpRequest, 'write'>, most?: number) => Promise<HttpResult>

/** @returns the last result of each read, also if there is no answer */
export function repeatReads(http: Http, clock: Clock, usual = attempts): RepeatedRead {
  return async (request, most = usual) => {
    let throttled = 0
    let timedOut = 0
    for (let attempt = 1; ;) {
      const result = await http.send({ ...request, write: false })
      if (result.kind === 'problem' && result.problem.status === 429) {
        throttled += 1
        if (throttled >= throttledAttempts) return result
        continue
      }
      if (result.kind === 'lost' && result.timedOut) timedOut += 1
      if (!isTransient(result) || attempt >= most || timedOut >= timeouts) return result
      if (result.kind === 'lost' || result.retryAfterMs === null) await clock.sleep(backOff(attempt), http.signal)
      attempt += 1
    }
  }
}

/** Whether another attempt may be answered. */
export const isTransient = (result: HttpResult): result is Exclude<HttpResult, { kind: 'answer' }> =>
  result.kind === 'lost' || (result.kind === 'problem' && transient.has(result.problem.status))
