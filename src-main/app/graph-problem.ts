import type { AppError } from '#contract/errors.ts'
import type { GraphProblem } from './ports/graph.ts'

/** A refusal of Graph as an item's error. */
export function problemAsError(problem: GraphProblem): AppError {
  const code = problem.status === 403 ? 'forbidden' : problem.status === 401 ? 'unauthenticated' : problem.status === 404 ? 'notFound' : 'graphRefused'
  return {
    code,
    message: problem.message || `Graph answered ${problem.status} ${problem.code}.`,
    hint: code === 'forbidden' ? 'Ask an administrator for the permission or the Intune role that Graph names.' : 'Try again; the request id helps Microsoft support.',
    ...(problem.requestId === null ? {} : { requestId: problem.requestId }),
  }
}
