import type { Compatibility, RouteOutcome, TriedRoute } from '#contract/model/compatibility.ts'
import { isGone, isNoRoute, isPassing, type Problem } from '../graph-answers/problems.ts'

/** What an error answer says about a route. */
export function outcomeOf(problem: Problem): RouteOutcome {
  if (problem.status === 401 || problem.status === 403) return 'notPermitted'
  if (isNoRoute(problem)) return 'noRoute'
  // An object that was deleted in the meantime says nothing about the route.
  return isPassing(problem) || isGone(problem) ? 'failing' : 'refused'
}

const failed: ReadonlySet<RouteOutcome> = new Set(['noRoute', 'refused', 'failing'])

/**
 * How a type works, from what its routes answered for one object.
 *
 * @param contradictions properties that another statement of Graph contradicts, such as `isAssigned`
 */
export function judgeRoutes(routes: readonly TriedRoute[], contradictions: ReadonlySet<string>): Compatibility {
  const parts = [...Map.groupBy(routes, ({ part }) => part)]
  const outcomesOf = (tried: readonly TriedRoute[]) => new Set(tried.map(({ outcome }) => outcome))
  if (parts.some(([, tried]) => tried.every(({ outcome }) => outcome === 'notPermitted'))) return 'notPermitted'
  const isContradictory = parts.some(([part, tried]) => {
    const outcomes = outcomesOf(tried)
    const works = outcomes.has('some') || outcomes.has('none')
    return contradictions.has(part) || !works
  })
  if (isContradictory) return 'contradicts'
  const needsOther = parts.some(([, tried]) => {
    const outcomes = outcomesOf(tried)
    return (outcomes.has('some') && outcomes.has('none')) || [...outcomes].some((outcome) => failed.has(outcome))
  })
  return needsOther ? 'otherRoute' : 'works'
}
