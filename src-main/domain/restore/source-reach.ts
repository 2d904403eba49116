import { isObject, objects, text, type Json } from '../json.ts'
import { isOfPolicySet } from '../policy-types/building-blocks/assignments.ts'
import { assignmentReferences } from '../references/references.ts'

/** What the assignments of a version need to be carried over, as `kind/sourceId`. */
export interface SourceReach {
  /** One entry for each assignment that includes somebody. An empty one needs nothing: all users or all devices. */
  readonly includes: readonly (readonly string[])[]
  /** What exclusions need. If one of them has no counterpart, none of the assignments is restored (006-16). */
  readonly excludes: readonly string[]
}

/** The assignments of a version that a person made. Those of a policy set belong to the set. */
export function sourceReach(document: Json): SourceReach {
  const [includes, excludes]: [string[][], string[]] = [[], []]
  for (const assignment of objects(document['assignments'])) {
    if (isOfPolicySet(assignment)) continue
    const needs = assignmentReferences(assignment).map(({ kind, id }) => `${kind}/${id}`)
    if (isExclusion(assignment)) excludes.push(...needs)
    else includes.push(needs)
  }
  return { includes, excludes }
}

const isExclusion = (assignment: Json): boolean =>
  isObject(assignment['target']) && text(assignment['target']['@odata.type']).includes('exclusion')
