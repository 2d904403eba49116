import { intuneMessage, ODataError, notFound } from './errors.ts'
import type { Json } from './json.ts'
import { isRead, type Answer, type Call } from './call.ts'

/**
 * Multi Admin Approval: writes to protected collections are queued until another administrator approves them
 * (G-193 to G-196).
 */
export interface Approvals {
  /** @throws ODataError where a write has to be justified, waits, or was not approved */
  check(call: Call): void
  /** Answers calls about the requests themselves. */
  answer(call: Call, segments: readonly string[]): Answer | undefined
  /** What the other administrator decides. */
  decide(code: string, status: 'approved' | 'rejected' | 'cancelled' | 'expired'): void
  readonly requests: ReadonlyMap<string, Json>
}

const justificationHeader = 'x-msft-approval-justification'
const codeHeader = 'x-msft-approval-code'
const lifetimeMs = 3 * 24 * 3_600_000

/** @param protects whether a path below the version belongs to a protected area */
export function createApprovals(
  protects: (pathname: string) => boolean,
  now: () => Date = () => new Date(),
): Approvals {
  const requests = new Map<string, Json>()
  const contents = new Map<string, string>()
  const contentOf = (call: Call) =>
    `${call.method} ${call.url.pathname}${call.url.search} ${JSON.stringify(call.body ?? null)}`

  function ask(call: Call, justification: string): never {
    const active = [...requests].find(
      ([code, request]) => contents.get(code) === contentOf(call) && request['status'] === 'needsApproval',
    )
    if (active)
      throw new ODataError(
        409,
        'Conflict',
        intuneMessage('An active Approval Request already exists for this resource.'),
      )
    const code = crypto.randomUUID()
    const at = now()
    requests.set(code, {
      id: code,
      status: 'needsApproval',
      requestDateTime: at.toISOString(),
      lastModifiedDateTime: at.toISOString(),
      expirationDateTime: new Date(at.getTime() + lifetimeMs).toISOString(),
      requestJustification: Buffer.from(justification, 'base64').toString('utf8'),
      approvalJustification: null,
      requiredOperationApprovalPolicyTypes: ['unknown'],
    })
    contents.set(code, contentOf(call))
    throw new ODataError(
      403,
      'ApprovalRequired',
      intuneMessage(`Approval is required. Approval request ${code} was created.`),
      { [codeHeader]: code },
    )
  }

  return {
    requests,
    decide: (code, status) =>
      void Object.assign(requests.get(code) ?? {}, { status, lastModifiedDateTime: now().toISOString() }),
    check(call) {
      if (isRead(call) || !protects(call.url.pathname)) return
      const code = call.headers?.[codeHeader]
      const justification = call.headers?.[justificationHeader]
      if (code !== undefined) {
        const request = requests.get(code)
        if (request?.['status'] !== 'approved' || contents.get(code) !== contentOf(call)) {
          throw new ODataError(403, 'Forbidden', intuneMessage('The approval code is not valid for this request.'))
        }
        request['status'] = 'completed'
        return
      }
      if (justification === undefined) {
        throw new ODataError(
          400,
          'BadRequest',
          intuneMessage(`Header '${justificationHeader}' is required to request approval for this operation.`),
        )
      }
      ask(call, justification)
    },
    answer(call, [area, collection, id]) {
      if (area !== 'deviceManagement' || collection !== 'operationApprovalRequests' || call.method !== 'GET')
        return undefined
      if (id === undefined) return { status: 200, body: { value: [...requests.values()] } }
      const found = requests.get(id)
      if (!found) throw notFound(`The approval request ${id}`)
      return { status: 200, body: found }
    },
  }
}
