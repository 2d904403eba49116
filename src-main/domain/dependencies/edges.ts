import { objects, type Json } from '../json.ts'
import type { PolicyType } from '../policy-types/policy-type.ts'
import { assignmentReferences, referencesOf } from '../references/references.ts'
import type { Relation } from './relations.ts'

export { relations, type Relation } from './relations.ts'

/** A typed arrow from a version to what it refers to. */
export interface Edge {
  readonly relation: Relation
  /** Registry key or directory kind of the target. */
  readonly kind: string
  readonly targetId: string
}

/** Every reference of a document, in its payload, links and assignments, once each. */
export function edgesOf(type: PolicyType, document: Json): Edge[] {
  const found = new Map<string, Edge>()
  const add = (relation: Relation, kind: string, targetId: string): void => {
    if (targetId && kind) found.set(`${relation}\n${kind}\n${targetId}`, { relation, kind, targetId })
  }
  for (const { kinds, id, relation } of referencesOf(type, document)) add(relation, kinds[0] ?? '', id)
  for (const assignment of objects(document['assignments']))
    for (const { kind, id, relation } of assignmentReferences(assignment)) add(relation, kind, id)
  return [...found.values()]
}
