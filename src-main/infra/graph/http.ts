import type { GraphAnswer, GraphProblem } from '#app/ports/graph.ts'
import type { Clock, Log, Network } from '#app/ports/ports.ts'
import { failure, Failure } from '#contract/errors.ts'
import { isObject, type Json } from '#domain/json.ts'
import type { FileContent } from '#domain/restore/write-step.ts'
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
  /** No answer, because the connection broke or timed out, or one that isn't JSON. */
  | { readonly kind: 'lost'; readonly message: string; readonly timedOut?: boolean }

export interface HttpRequest {
  readonly method: string
  /** A path with its version, or an absolute address of the same service. */
  readonly url: string
  readonly body?: Json | undefined
  /** A file instead of a body. */
  readonly file?: FileContent | undefined
  /** The answer is a file. Its body is then `{ type, value }`. */
  readonly stream?: true | undefined
  readonly headers?: Readonly<Record<string, string>>
  readonly service: Service
  readonly write: boolean
  /** For a batch: the number of requests in it for each service. By default, one request to its own service. */
  readonly passages?: readonly { readonly service: Service; readonly weight: number }[]
  /** Reads from a successful answer how long services ask to wait, in milliseconds. */
  readonly pausesWithin?: (body: unknown) => ReadonlyMap<Service, number>
}

export interface HttpOptions {
  /** Base address without a version. */
  readonly baseUrl: string
  /** An access token for reading or writing, with claims if Graph requires them. */
  readonly token: (access: 'read' | 'write', claims?: string) => Promise<string>
  readonly gate: Gate
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
  readonly fetch: Network['fetch']
  /** Milliseconds that a read may take. */
  readonly readTimeoutMs?: number | undefined
  /** Lets other work have its turn, if that is due. */
  readonly breathe?: () => Promise<void>
}

/** Sends requests to one Graph service, with counting and waiting, but without retries. */
export interface Http {
  /** @throws Failure if the address doesn't belong to the service; then no token is requested or sent */
  send(request: HttpRequest): Promise<HttpResult>
  /** The address of a link; null if it leads to another service. */
  addressOf(link: string): string | null
  readonly usage: Usage
  readonly gate: Gate
  readonly signal: AbortSignal
  readonly now: () => Date
  readonly fetch: Network['fetch']
  /** Lets other work have its turn, if that is due. */
  readonly breathe: () => Promise<void>
}

/** What was sent, and what came back. */
export interface Usage {
  requests: number
  throttled: number
  /** Requests as the service counts them: each part of a batch is one (G-32). */
  units: number
}

/** A write that was cut off may have taken effect, so it gets more time than a read, which can be repeated. */
const writeTimeoutMs = 100_000
const usualReadTimeoutMs = 60_000
/**
 * Without it, Graph replaces newer members of evolvable enums by a placeholder (G-50). Services that don't know it
 * ignore it.
 */
export const preferUnknownMembers = { Prefer: 'include-unknown-enum-members' } as const
/** Pause for a throttled service without `Retry-After`. */
const defaultPauseMs = 5_000

export function createHttp(options: HttpOptions): Http {
  const { gate, clock, log, signal } = options
  const usage: Usage = { requests: 0, throttled: 0, units: 0 }
  const readTimeoutMs = options.readTimeoutMs ?? usualReadTimeoutMs
  const breathe = options.breathe ?? (async () => {})
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
    // A request with 401 wasn't carried out, so a write can be sent again. After a second challenge, the person has to
    // act.
    if (challenge !== null) return send(request, challenge)
    if (response.status >= 300 && response.status < 400) {
      // It is unknown whether a write was carried out. A read fails, because a retry would be redirected too.
      if (request.write) return { kind: 'lost', message: words.answers.redirected }
      const requestId = response.headers.get('request-id')
      const { message } = words.answers.redirect
      const problem = { status: response.status, code: 'Redirect', message, requestId }
      return { kind: 'problem', problem, retryAfterMs: null, approvalCode: null }
    }
    return resultOf(response)
  }

  /**
   * Waits for every service of the request, always in the same order, so that two requests never wait for each other.
   */
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
    usage.units += passagesOf(request).reduce((sum, { weight }) => sum + weight, 0)
    const timeout = AbortSignal.timeout(request.write ? writeTimeoutMs : readTimeoutMs)
    try {
      const response = await options.fetch(address, {
        method: request.method,
        headers: {
          Authorization: `Bearer ${token}`,
          Accept: request.stream ? '*/*' : 'application/json',
          'client-request-id': crypto.randomUUID(),
          ...(request.write ? {} : preferUnknownMembers),
          ...(request.file ? { 'Content-Type': request.file.type } : {}),
          ...(request.body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...request.headers,
        },
        ...(request.file ? { body: Buffer.from(request.file.value, 'base64') } : {}),
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
        // Never followed: the token is for this address only.
        redirect: 'manual',
        signal: AbortSignal.any([signal, timeout]),
      })
      const bytes = Buffer.from(await response.arrayBuffer())
      // Several answers can arrive in one turn, and a large one takes milliseconds to parse.
      await breathe()
      const raw =
        request.stream && response.ok ? JSON.stringify(fileOf(response.headers, bytes)) : bytes.toString('utf8')
      if (response.status === 429 || (response.status === 503 && response.headers.has('retry-after'))) {
        usage.throttled += 1
        for (const { service } of passagesOf(request))
          gate.pause(service, retryAfterOf(response.headers, clock.now()) ?? defaultPauseMs)
      }
      // Still inside the gate, so that the next request sees the pause first.
      const body = parseBody(raw)
      for (const [service, pauseMs] of response.ok ? (request.pausesWithin?.(body) ?? []) : [])
        gate.pause(service, pauseMs)
      return { kind: 'raw', status: response.status, headers: response.headers, body, isEmpty: raw === '' }
    } catch (error) {
      if (signal.aborted) throw new Failure('cancelled', words.cancelled, { cause: error })
      log.warn({ method: request.method, service: request.service, cause: causeOf(error) }, 'no answer from Graph')
      // The error of a body that stalled has another name in Chromium.
      return { kind: 'lost', message: causeOf(error), timedOut: timeout.aborted }
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

  return {
    send: (request) => send(request),
    addressOf,
    usage,
    gate,
    signal,
    now: () => clock.now(),
    fetch: options.fetch,
    breathe,
  }
}

/** A file that was answered, in the form in which it is kept. */
const fileOf = (headers: Headers, bytes: Buffer): FileContent => ({
  type: (headers.get('content-type') ?? 'application/octet-stream').split(';', 1)[0]!,
  value: bytes.toString('base64'),
})

/** @param requestId of the answer with the link; null if it had none */
export const foreignLink = (requestId: string | null): Failure =>
  failure('graphRefused', words.answers.foreignLink, { requestId: requestId ?? undefined })

interface RawAnswer {
  readonly kind: 'raw'
  readonly status: number
  readonly headers: Headers
  /** The parsed body; undefined if it isn't JSON. */
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
