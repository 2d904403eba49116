import { errorBody, ODataError } from './errors.ts'
import { recordEvent } from './audit-events.ts'
import { answerBatch } from './batch.ts'
import type { Access } from './access.ts'
import type { Approvals } from './approvals.ts'
import { isRead, type Answer, type Call } from './call.ts'
import type { Fault, FaultPlan } from './faults.ts'
import { answerMe } from './me.ts'
import { answer } from './routes.ts'
import { spoil } from './spoil.ts'
import type { Tenant } from './tenant.ts'
import type { Throttle } from './throttle.ts'

/** Everything between a request and the tenant's state: who may, how often, with whose approval, and what goes wrong. */
export interface ServiceOptions {
  readonly tenant: Tenant
  readonly access: Access
  readonly faults?: FaultPlan | undefined
  readonly throttle?: Throttle | undefined
  readonly approvals?: Approvals | undefined
  readonly now?: () => number
}

/** Carries out one call; never throws what the service would answer. */
export type Service = (call: Call, requestId: string, fault: Fault | undefined) => Answer

export function createService(options: ServiceOptions): Service {
  const { tenant, access, faults, throttle, approvals } = options

  /** One request, alone or as a part of a batch. */
  function one(call: Call): Answer {
    const segments = call.url.pathname.split('/').filter(Boolean).slice(1)
    throttle?.(call.method, call.url.pathname)
    access.checkScope(call)
    const answered = answerMe(call, segments, access.person(call)) ?? approvals?.answer(call, segments)
    if (answered) return answered
    approvals?.check(call)
    const result = answer(tenant, call)
    if (!isRead(call)) recordEvent(tenant, call, access.person(call)?.userName ?? 'app@simulated.example', result.body)
    return result
  }

  function faulty(call: Call, fault: Fault | undefined, carryOut: () => Answer): Answer {
    if (fault?.status === undefined) return fault?.spoil ? spoil(carryOut(), fault.spoil) : carryOut()
    if (fault.takesEffect) carryOut()
    throw refusal(fault, options.now?.() ?? Date.now())
  }

  return (call, requestId, fault) => {
    try {
      access.checkToken(call)
      if (!call.url.pathname.endsWith('/$batch')) return faulty(call, fault, () => one(call))
      const part = (inner: Call): Answer => faulty(inner, partFault(faults, inner), () => one(inner))
      return faulty(call, fault, () => answerBatch(call, part))
    } catch (error) {
      const known =
        error instanceof ODataError
          ? error
          : new ODataError(500, 'InternalError', `An internal server error has occurred: ${String(error)}`)
      const clientRequestId = call.headers?.['client-request-id'] ?? requestId
      return { status: known.status, body: errorBody(known, requestId, clientRequestId), headers: known.headers }
    }
  }
}

/** Parts of a batch share one connection: only an answer can go wrong, not the line. */
function partFault(faults: FaultPlan | undefined, call: Call): Fault | undefined {
  const fault = faults?.(call.method, call.url.pathname + call.url.search)
  return fault?.status === undefined && fault?.spoil === undefined ? undefined : fault
}

const codes: Readonly<Record<number, string>> = {
  429: 'TooManyRequests',
  503: 'ServiceUnavailable',
  502: 'BadGateway',
  504: 'UnknownError',
}

function refusal(fault: Fault, now: number): ODataError {
  const status = fault.status!
  const { retryAfter } = fault
  const after =
    retryAfter === undefined
      ? {}
      : {
          'Retry-After': fault.retryAfterDate
            ? new Date(now + (fault.clockSkewMs ?? 0) + retryAfter * 1000).toUTCString()
            : String(retryAfter),
        }
  return new ODataError(
    status,
    fault.code ?? codes[status] ?? 'UnknownError',
    fault.message ?? (status === 429 ? 'Too many requests.' : 'Simulated fault.'),
    after,
  )
}
