import type { GraphWriter, WriteOutcome, WriteRequest } from '#app/ports/graph.ts'
import type { Clock } from '#app/ports/ports.ts'
import { inTenant } from './addresses.ts'
import type { Http, HttpResult } from './http.ts'
import { backOff, throttledAttempts } from './repetition.ts'
import { serviceOf } from './services.ts'
import { words } from './words.ts'

const version = '/beta'
const justificationHeader = 'x-msft-approval-justification'
const codeHeader = 'x-msft-approval-code'

/**
 * Writes without retries. A write without an answer may have taken effect, so it becomes `unknown` and is reconciled by
 * reading. Only requests that Graph didn't carry out are repeated: 429, and a write that first needs a justification
 * (Multi Admin Approval).
 */
export function createWriter(
  http: Http,
  clock: Clock,
  { baseUrl, tenantId }: { readonly baseUrl: string; readonly tenantId: string },
  guard: () => Promise<void>,
): GraphWriter {
  async function send(request: WriteRequest, headers: Readonly<Record<string, string>>): Promise<HttpResult> {
    for (let attempt = 1; ; attempt += 1) {
      await guard()
      const result = await http.send({
        method: request.method,
        url: `${version}${inTenant(request.path, tenantId)}`,
        body: request.body,
        file: request.file,
        headers,
        service: serviceOf(request.path),
        write: true,
      })
      if (result.kind !== 'problem' || result.problem.status !== 429 || attempt >= throttledAttempts) return result
      if (result.retryAfterMs === null) await clock.sleep(backOff(attempt), http.signal)
    }
  }

  return {
    bind: (path) => `${baseUrl.replace(/\/$/, '')}${version}${path}`,
    async write(request) {
      const first = await send(request, request.approvalCode ? { [codeHeader]: request.approvalCode } : {})
      const justify = needsJustification(first) && request.justification !== undefined
      return outcomeOf(
        request,
        justify
          ? await send(request, {
              [justificationHeader]: Buffer.from(request.justification!, 'utf8').toString('base64'),
            })
          : first,
      )
    },
  }
}

/** Graph names the header that it wants (G-193). */
const needsJustification = (result: HttpResult): boolean =>
  result.kind === 'problem' &&
  (result.problem.status === 400 || result.problem.status === 403) &&
  result.problem.message.includes(justificationHeader)

function outcomeOf(request: WriteRequest, result: HttpResult): WriteOutcome {
  if (result.kind === 'answer') return { outcome: 'done', answer: result.answer }
  if (result.kind === 'lost') return { outcome: 'unknown', message: words.writes.lost(request.method, result.message) }
  const { status, code } = result.problem
  // Queued, not failed: 412 with BadRequest, or 403 with ApprovalRequired, and the code in a header (G-194).
  const queued = status === 409 && /approval request/i.test(result.problem.message)
  if (queued) return { outcome: 'waiting', approvalCode: result.approvalCode }
  if ((status === 412 || status === 403) && (result.approvalCode !== null || code === 'ApprovalRequired'))
    return { outcome: 'waiting', approvalCode: result.approvalCode }
  if (status >= 500) return { outcome: 'unknown', message: words.writes.serverError(status, code) }
  return { outcome: 'refused', problem: result.problem }
}
