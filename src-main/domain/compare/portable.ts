import { rewrite } from '../canonical/paths.ts'
import { isObject, objects, text, without, type Json } from '../json.ts'
import type { PolicyType } from '../policy-types/policy-type.ts'
import { assignmentKinds, isVirtualGroup } from '../policy-types/building-blocks/assignments.ts'
import { rewriteReferences } from '../references/references.ts'

/** Name of what a document refers to, as it was when the document was captured. */
export type NameOf = (kind: string, id: string) => string | undefined

/**
 * A document with names in place of the ids of one tenant, so that two tenants can be compared: what it refers to, in
 * payload and assignments, and nothing of its own identity.
 */
export function portable(type: PolicyType, document: Json, nameOf: NameOf): Json {
  const named = (kinds: readonly string[], id: string) =>
    kinds.map((kind) => nameOf(kind, id)).find((name) => name !== undefined)
  const payload = rewriteReferences(type, document, ({ kinds, id, name }) => named(kinds, id) ?? name ?? id)
  const bare = (type.local ?? []).reduce<unknown>(
    (value, path) => rewrite(value, path, () => undefined),
    payload,
  ) as Json
  const own = without(bare, ['id', ...(type.parent ? [type.parent.property] : [])])
  return 'assignments' in document
    ? {
        ...own,
        assignments: objects(document['assignments']).map((assignment) => portableAssignment(assignment, nameOf)),
      }
    : own
}

function portableAssignment(assignment: Json, nameOf: NameOf): Json {
  const { target, id: _id, sourceId: _sourceId, ...rest } = assignment
  if (!isObject(target)) return rest
  const [group, filter] = [text(target['groupId']), text(target['deviceAndAppManagementAssignmentFilterId'])]
  return {
    ...rest,
    target: {
      ...target,
      ...(group && !isVirtualGroup(group) ? { groupId: nameOf(assignmentKinds.group, group) ?? group } : {}),
      ...(filter && !/^0{8}-/.test(filter)
        ? { deviceAndAppManagementAssignmentFilterId: nameOf(assignmentKinds.filter, filter) ?? filter }
        : {}),
    },
  }
}
