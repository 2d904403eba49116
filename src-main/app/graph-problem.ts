import { Failure, type AppError } from '#contract/errors.ts'
import { isGone } from '#domain/graph-answers/problems.ts'
import type { GraphProblem } from './ports/graph.ts'
import { words } from './restore/words.ts'

/** Names the header that a write to a protected object needs (G-193). */
const approvalHeader = 'x-msft-approval-justification'

/** An error of Graph as the error of an item. */
export function problemAsError(problem: GraphProblem): AppError {
  if (problem.message.includes(approvalHeader)) {
    return {
      code: 'approvalNeeded',
      ...words.approval.needed,
      ...(problem.requestId === null ? {} : { requestId: problem.requestId }),
    }
  }
  const code =
    problem.status === 403
      ? 'forbidden'
      : problem.status === 401
        ? 'unauthenticated'
        : isGone(problem)
          ? 'notFound'
          : 'graphRefused'
  return {
    code,
    message: problem.message || words.graph.answered(problem.status, problem.code),
    hint: code === 'forbidden' ? words.graph.forbidden : words.graph.other,
    ...(problem.requestId === null ? {} : { requestId: problem.requestId }),
  }
}

/** An error of Graph that ends the whole run. */
export function problemAsFailure(problem: GraphProblem): Failure {
  const { code, message, ...details } = problemAsError(problem)
  return new Failure(code, message, details)
}
