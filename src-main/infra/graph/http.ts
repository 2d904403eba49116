import type { GraphAnswer, GraphProblem } from '#app/ports/graph.ts'
import type { Clock, Log } from '#app/ports/ports.ts'
import { failure, Failure } from '#contract/errors.ts'
import { isObject, type Json } from '#domain/json.ts'
import { addressWithin } from './addresses.ts'
import { readClaimsChallenge } from './claims-challenge.ts'
import type { Gate } from './gate.ts'
import { readProblem } from './problems.ts'
import { readRetryAfter } from './retry-after.ts'
import type { Service } from './services.ts'
import { words } from './words.ts'

export type HttpResult =
  | { readonly kind: 'answer'; readonly answer: GraphAnswer }
  | {
      readonly kind: 'problem'
      readonly problem: GraphProblem
      readonly retryAfterMs: number | null
      readonly approvalCode: string | null
    }
  /** No answer: the connection broke, or the time was up. */
  | { readonly kind: 'lost'; readonly message: string }

export interface HttpRequest {
  readonly method: string
  /** A path with its version, or an absolute address of the same service. */
  readonly url: string
  readonly body?: Json | undefined
  readonly headers?: Readonly<Record<string, string>>
  readonly service: Service
  readonly write: boolean
  /** What it counts for where it is a batch: the requests in it, by their services. One of its own service when left out. */
  readonly passages?: readonly { readonly service: Service; readonly weight: number }[]
  /** Finds in an answer that is otherwise good how long services want to be left alone, in milliseconds. */
  readonly pausesWithin?: (body: unknown) => ReadonlyMap<Service, number>
}

export interface HttpOptions {
  /** Base address without a version. */
  readonly baseUrl: string
  /** An access token for reading or writing; with claims when Graph asked for them. */
  readonly token: (access: 'read' | 'write', claims?: string) => Promise<string>
  readonly gate: Gate
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
}

/** Requests to one Graph service, with counting and waiting but no policy of what to repeat. */
export interface Http {
  /** @throws Failure when the address is not one of the service; then no token is asked for or sent */
  send(request: HttpRequest): Promise<HttpResult>
  /** The address that a link leads to; null when it leads out of the service. */
  addressOf(link: string): string | null
  readonly usage: { requests: number; throttled: number }
  readonly gate: Gate
  readonly signal: AbortSignal
  readonly now: () => Date
}

const timeoutMs = 100_000
/** Without `Retry-After` a throttled service is left alone for this long. */
const defaultPauseMs = 5_000

export function createHttp(options: HttpOptions): Http {
  const { gate, clock, log, signal } = options
  const usage = { requests: 0, throttled: 0 }
  const addressOf = (link: string): string | null => addressWithin(options.baseUrl, link)

  async function send(request: HttpRequest, claims?: string): Promise<HttpResult> {
    const address = addressOf(request.url)
    if (address === null) throw foreignLink(null)
    const token = await options.token(request.write ? 'write' : 'read', claims)
    const response = await pass(request, () => exchange(request, address, token))
    if (response.kind === 'lost') return response
    const challenge =
      response.status === 401 && claims === undefined
        ? readClaimsChallenge(response.headers.get('www-authenticate'))
        : null
    // A 401 was not carried out, so a write may go again; a second challenge is for the person to solve.
    if (challenge !== null) return send(request, challenge)
    if (response.status >= 300 && response.status < 400) {
      // Whether a write was carried out is not known; a read is refused, the next try would be redirected too.
      if (request.write) return { kind: 'lost', message: words.answers.redirected }
      throw failure('graphRefused', words.answers.redirect, {
        requestId: response.headers.get('request-id') ?? undefined,
      })
    }
    return resultOf(response)
  }

  /** Takes a place at every service that the request goes to, always in the same order, so that two never wait for each other. */
  function pass<T>(request: HttpRequest, work: () => Promise<T>): Promise<T> {
    return passagesOf(request)
      .toSorted((left, right) => (left.service < right.service ? -1 : 1))
      .reduceRight<() => Promise<T>>(
        (inner, { service, weight }) =>
          () =>
            gate.run({ service, weight, write: request.write, signal }, inner),
        work,
      )()
  }

  async function exchange(
    request: HttpRequest,
    address: string,
    token: string,
  ): Promise<RawAnswer | Extract<HttpResult, { kind: 'lost' }>> {
    usage.requests += 1
    try {
      const response = await fetch(address, {
        method: request.method,
        headers: {
          Authorization: `Bearer ${token}`,
          Accept: 'application/json',
          'client-request-id': crypto.randomUUID(),
          ...(request.body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...request.headers,
        },
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
        // Never followed: the token is for this address only.
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      })
      const raw = await response.text()
      if (response.status === 429 || (response.status === 503 && response.headers.has('retry-after'))) {
        usage.throttled += 1
        for (const { service } of passagesOf(request))
          gate.pause(service, retryAfterOf(response.headers, clock.now()) ?? defaultPauseMs)
      }
      // Still inside the gate: whoever waits for this place must see the pause before taking it.
      const body = parseBody(raw)
      for (const [service, pauseMs] of response.ok ? (request.pausesWithin?.(body) ?? []) : [])
        gate.pause(service, pauseMs)
      return { kind: 'raw', status: response.status, headers: response.headers, body, isEmpty: raw === '' }
    } catch (error) {
      if (signal.aborted) throw new Failure('cancelled', words.cancelled, { cause: error })
      log.warn({ method: request.method, service: request.service, cause: causeOf(error) }, 'no answer from Graph')
      return { kind: 'lost', message: causeOf(error) }
    }
  }

  function resultOf({ status, headers, body: parsed, isEmpty }: RawAnswer): HttpResult {
    const requestId = headers.get('request-id')
    const ok = status >= 200 && status < 300
    if (ok && (isObject(parsed) || isEmpty))
      return { kind: 'answer', answer: { status, body: isObject(parsed) ? parsed : {}, requestId } }
    if (ok) return { kind: 'lost', message: words.answers.notJson }
    return {
      kind: 'problem',
      problem: readProblem(status, parsed, requestId),
      retryAfterMs: retryAfterOf(headers, clock.now()),
      approvalCode: headers.get('x-msft-approval-code'),
    }
  }

  return { send: (request) => send(request), addressOf, usage, gate, signal, now: () => clock.now() }
}

/** @param requestId of the answer that carried the link; null when it had none */
export const foreignLink = (requestId: string | null): Failure =>
  failure('graphRefused', words.answers.foreignLink, { requestId: requestId ?? undefined })

interface RawAnswer {
  readonly kind: 'raw'
  readonly status: number
  readonly headers: Headers
  /** The parsed body; undefined when it is no JSON. */
  readonly body: unknown
  readonly isEmpty: boolean
}

const passagesOf = (request: HttpRequest) => request.passages ?? [{ service: request.service, weight: 1 }]

const retryAfterOf = (headers: Headers, now: Date): number | null =>
  readRetryAfter(headers.get('retry-after'), headers.get('date'), now)

function parseBody(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    return undefined
  }
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error
    ? 'code' in cause
      ? String(cause.code)
      : cause.name === 'TimeoutError'
        ? words.answers.timeout
        : cause.message
    : words.answers.noReason
}
