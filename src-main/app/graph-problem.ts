import { Failure, type AppError } from '#contract/errors.ts'
import { explain } from '#domain/graph-answers/explain.ts'
import type { GraphProblem } from './ports/graph.ts'

/** An error of Graph as the error of an item. */
export const problemAsError = (problem: GraphProblem): AppError => explain(problem)

/** An error of Graph that ends the whole run. */
export function problemAsFailure(problem: GraphProblem): Failure {
  const { code, message, ...details } = problemAsError(problem)
  return new Failure(code, message, { ...details, cause: problem })
}
