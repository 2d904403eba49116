import type { GraphAnswer, GraphProblem } from '#app/ports/graph.ts'
import type { Clock, Log } from '#app/ports/ports.ts'
import { Failure } from '#contract/errors.ts'
import { isObject, type Json } from '#domain/json.ts'
import type { Gate } from './gate.ts'
import { readProblem } from './problems.ts'

export type HttpResult =
  | { readonly kind: 'answer'; readonly answer: GraphAnswer }
  | { readonly kind: 'problem'; readonly problem: GraphProblem; readonly retryAfterMs: number | null }
  /** No answer: the connection broke, or the time was up. */
  | { readonly kind: 'lost'; readonly message: string }

export interface HttpOptions {
  /** Base address without a version. */
  readonly baseUrl: string
  readonly token: string
  readonly gate: Gate
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
}

/** Requests to one Graph service, with counting and waiting but no policy of what to repeat. */
export interface Http {
  /** @param url absolute, or a path with its version */
  send(method: string, url: string, body?: Json): Promise<HttpResult>
  readonly usage: { requests: number; throttled: number }
}

const timeoutMs = 100_000

export function createHttp(options: HttpOptions): Http {
  const usage = { requests: 0, throttled: 0 }
  const base = options.baseUrl.replace(/\/$/, '')

  async function once(method: string, url: string, body: Json | undefined): Promise<HttpResult> {
    usage.requests += 1
    let response: Response
    let raw: string
    try {
      response = await fetch(url.startsWith('http') ? url : `${base}${url}`, {
        method,
        headers: {
          Authorization: `Bearer ${options.token}`,
          Accept: 'application/json',
          'client-request-id': crypto.randomUUID(),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: 'error',
        signal: AbortSignal.any([options.signal, AbortSignal.timeout(timeoutMs)]),
      })
      raw = await response.text()
    } catch (error) {
      if (options.signal.aborted) throw new Failure('cancelled', 'The run was cancelled.', { cause: error })
      options.log.warn({ method, cause: causeOf(error) }, 'no answer from Graph')
      return { kind: 'lost', message: causeOf(error) }
    }
    const requestId = response.headers.get('request-id')
    const parsed = parseBody(raw)
    if (response.ok && (parsed !== undefined || raw === '')) return { kind: 'answer', answer: { status: response.status, body: isObject(parsed) ? parsed : {}, requestId } }
    if (response.ok) return { kind: 'lost', message: 'the answer is not JSON' }
    const retryAfterMs = readRetryAfter(response.headers.get('retry-after'), options.clock.now())
    if (response.status === 429 || (response.status === 503 && retryAfterMs !== null)) {
      usage.throttled += 1
      options.gate.pause(retryAfterMs ?? 5_000)
    }
    return { kind: 'problem', problem: readProblem(response.status, parsed, requestId), retryAfterMs }
  }

  return { send: (method, url, body) => options.gate.run(() => once(method, url, body)), usage }
}

/** `Retry-After` in milliseconds: seconds (also fractions, as Graph's own samples show) or a date. */
export function readRetryAfter(value: string | null, now: Date): number | null {
  if (value === null) return null
  const seconds = Number(value)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const date = Date.parse(value)
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime())
}

function parseBody(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    return undefined
  }
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error ? ('code' in cause ? String(cause.code) : cause.name === 'TimeoutError' ? 'no answer in time' : cause.message) : 'unknown'
}
