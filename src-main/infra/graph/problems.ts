import { Failure, type ErrorCode } from '#contract/errors.ts'
import type { GraphProblem } from '#app/ports/graph.ts'
import { isObject, text, type Json } from '#domain/json.ts'
import { redact } from '#domain/redact/redact.ts'

/**
 * Reads an error answer of Graph: code, a sentence that is safe to show, request id. Intune wraps its message as a
 * JSON string whose `Url` names the scale unit and the account: only the sentence before " - Operation ID" is kept
 * (G-39, G-40).
 */
export function readProblem(status: number, body: unknown, requestId: string | null): GraphProblem {
  const error = isObject(body) && isObject(body['error']) ? body['error'] : {}
  const inner = isObject(error['innerError'])
    ? error['innerError']
    : isObject(error['innererror'])
      ? error['innererror']
      : {}
  return {
    status,
    code: text(error['code']) || `HTTP ${status}`,
    message: sentence(error),
    requestId: requestId ?? (text(inner['request-id']) || null),
  }
}

function sentence(error: Json): string {
  let message = text(error['message'])
  for (let depth = 0; depth < 3; depth += 1) {
    const nested = parseObject(message)
    if (!nested) break
    message = text(nested['Message']) || text(nested['message'])
  }
  const [first = ''] = message.split(' - Operation ID')
  return redact(first).trim()
}

function parseObject(message: string): Json | null {
  if (!message.trimStart().startsWith('{')) return null
  try {
    const value: unknown = JSON.parse(message)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

/** A refusal as the error a user sees, with what to do about it. */
export function toFailure(problem: GraphProblem): Failure {
  const [code, message, hint] = inWords(problem)
  return new Failure(code, message, { hint, requestId: problem.requestId ?? undefined })
}

function inWords(problem: GraphProblem): [ErrorCode, string, string] {
  const said = problem.message ? ` Graph says: ${problem.message}` : ''
  if (problem.status === 401)
    return [
      'unauthenticated',
      'Microsoft Graph did not accept the sign-in.',
      'Sign in again; a token is valid for about an hour.',
    ]
  if (problem.status === 403)
    return [
      'forbidden',
      `The account may not do this in the tenant.${said}`,
      'Ask an administrator for the permission or the Intune role that Graph names.',
    ]
  if (problem.message.includes('not applicable to target tenant')) {
    return [
      'graphRefused',
      'The tenant has no Intune licence, or its MDM authority is not set.',
      'Check the licence in the Intune admin center.',
    ]
  }
  if (problem.status === 404)
    return ['notFound', `Graph does not know this object.${said}`, 'It may have been deleted: sync the tenant.']
  if (problem.status === 429) return ['graphRefused', 'Graph kept asking to wait.', 'Try again in some minutes.']
  if (problem.status >= 500)
    return [
      'graphRefused',
      `Graph had a fault (${problem.status} ${problem.code}).`,
      'Try again; if it comes back, give the request id to Microsoft support.',
    ]
  return [
    'graphRefused',
    `Graph refused the request (${problem.status} ${problem.code}).${said}`,
    'The request id helps Microsoft support to find it.',
  ]
}
