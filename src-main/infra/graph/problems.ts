import { Failure } from '#contract/errors.ts'
import type { GraphProblem } from '#app/ports/graph.ts'
import { explain } from '#domain/graph-answers/explain.ts'
import { isObject, text, type Json } from '#domain/json.ts'
import { redact } from '#domain/redact/redact.ts'

/**
 * Reads an error answer of Graph: code, a message that is safe to show, and request ID. Intune wraps its message in a
 * JSON string with a `Url` that contains the scale unit and the account. Only the text before " - Operation ID" is kept
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

/** An error of Graph as a message for the user, with what to do. */
export function toFailure(problem: GraphProblem): Failure {
  const { code, message, ...more } = explain(problem)
  return new Failure(code, message, more)
}
