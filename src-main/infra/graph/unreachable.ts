import { failure, type Failure } from '#contract/errors.ts'
import type { HttpResult } from './http.ts'
import { toFailure } from './problems.ts'
import { words } from './words.ts'

/** Graph can't be reached. @param cause why, as a short phrase */
export const unreachable = (cause: string): Failure => failure('unreachable', words.answers.unreachable(cause))

/** The error for a request without an answer. */
export function failureOf(result: Exclude<HttpResult, { kind: 'answer' }>): Failure {
  return result.kind === 'problem' ? toFailure(result.problem) : unreachable(result.message)
}
