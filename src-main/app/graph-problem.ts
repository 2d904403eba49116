import { Failure, type AppError } from '#contract/errors.ts'
import type { GraphProblem } from './ports/graph.ts'

/** Names the header that a write to a protected object needs (G-193). */
const approvalHeader = 'x-msft-approval-justification'

/** A refusal of Graph as an item's error. */
export function problemAsError(problem: GraphProblem): AppError {
  if (problem.message.includes(approvalHeader)) {
    return {
      code: 'approvalNeeded',
      message: 'The tenant wants a second administrator to approve this change.',
      hint: 'Start the restore with a reason: it is sent to the approving administrator, and the item waits.',
      ...(problem.requestId === null ? {} : { requestId: problem.requestId }),
    }
  }
  const code =
    problem.status === 403
      ? 'forbidden'
      : problem.status === 401
        ? 'unauthenticated'
        : problem.status === 404
          ? 'notFound'
          : 'graphRefused'
  return {
    code,
    message: problem.message || `Graph answered ${problem.status} ${problem.code}.`,
    hint:
      code === 'forbidden'
        ? 'Ask an administrator for the permission or the Intune role that Graph names.'
        : 'Try again; the request id helps Microsoft support.',
    ...(problem.requestId === null ? {} : { requestId: problem.requestId }),
  }
}

/** A refusal of Graph that ends the whole run. */
export function problemAsFailure(problem: GraphProblem): Failure {
  const { code, message, ...details } = problemAsError(problem)
  return new Failure(code, message, details)
}
