import { rewrite } from '../canonical/paths.ts'
import { isObject, objects, text, type Json } from '../json.ts'
import type { PolicyType, ReferenceRule } from '../policy-types/policy-type.ts'
import type { Mapping } from './mapping.ts'

/** A source document with the target tenant's ids, and what could not be carried over. */
export interface Mapped {
  readonly document: Json
  readonly warnings: readonly string[]
  /** References that have to be chosen by hand first. */
  readonly ambiguous: readonly string[]
  /** `kind/sourceId` of objects that have to be written before this one. */
  readonly dependsOn: readonly string[]
}

/** What a reference that is created in the same run looks like until its id is known. */
export const pendingId = (kind: string, sourceId: string): string => `{{${kind}/${sourceId}}}`

const kindNames: Readonly<Record<string, string>> = {
  groups: 'group', roleScopeTags: 'scope tag', assignmentFilters: 'filter', notificationMessageTemplates: 'notification template',
  deviceConfigurations: 'profile', mobileAppCategories: 'app category', mobileApps: 'app',
}

/** Rewrites every reference of a document, in the payload and in the assignments. */
export function applyMapping(type: PolicyType, source: Json, mapping: Mapping, options: { assignments: boolean }): Mapped {
  const warnings: string[] = []
  const ambiguous: string[] = []
  const dependsOn = new Set<string>()

  /** The id in the target, or undefined when the reference is left out. */
  function targetId(kind: string, sourceId: string, consequence: string): string | undefined {
    const match = mapping.resolve(kind, sourceId)
    const what = kindNames[kind] ?? kind
    switch (match.how) {
      case 'chosen':
      case 'same-id':
      case 'same-name':
      case 'fixed':
        return match.id
      case 'created':
        dependsOn.add(`${kind}/${sourceId}`)
        return pendingId(kind, sourceId)
      case 'skipped':
        warnings.push(`The ${what} "${match.name}" is left out as chosen: ${consequence}.`)
        return undefined
      case 'ambiguous':
        ambiguous.push(`${match.candidates.length} ${what}s are called "${match.name}". Choose one.`)
        return undefined
      case 'missing':
        warnings.push(`The ${what} "${match.name}" is not in the target: ${consequence}.`)
        return undefined
    }
  }

  function reference(rule: ReferenceRule, value: unknown): unknown {
    if (typeof value !== 'string' || rule.fixed?.includes(value)) return value
    const id = targetId(rule.to, value, 'it is left out')
    return id ?? (rule.whenMissing === 'empty' ? '' : undefined)
  }

  let document: unknown = source
  for (const rule of type.references) {
    // An object in a list that loses its id has no meaning left: the whole entry goes.
    const entry = /^(.*\[\])\.(\w+)$/.exec(rule.path)
    document = entry && rule.whenMissing === 'remove'
      ? rewrite(document, entry[1]!, (item) => withReference(item, entry[2]!, (value) => reference(rule, value)))
      : rewrite(document, rule.path, (value) => reference(rule, value))
  }
  const assignments = options.assignments && type.assignments
    ? objects(source['assignments']).flatMap((assignment) => mapAssignment(type, assignment, targetId, warnings))
    : []
  return { document: { ...(document as Json), assignments }, warnings, ambiguous, dependsOn: [...dependsOn] }
}

function withReference(item: unknown, property: string, map: (value: unknown) => unknown): unknown {
  if (!isObject(item)) return item
  const id = map(item[property])
  return id === undefined ? undefined : { ...item, [property]: id }
}

type Resolve = (kind: string, sourceId: string, consequence: string) => string | undefined

function mapAssignment(type: PolicyType, assignment: Json, targetId: Resolve, warnings: string[]): Json[] {
  const target = assignment['target']
  if (!isObject(target)) return []
  // Assignments that a policy set brings belong to the set and are written with it (Graph rules, section 11).
  if (text(assignment['source']) === 'policySets') return []
  const kind = text(target['@odata.type']).replace('#microsoft.graph.', '').replace(/AssignmentTarget$/, '')
  if (!type.assignments!.targets.some((allowed) => allowed === kind)) {
    warnings.push(`An assignment to ${kind} cannot be made for this type and is left out.`)
    return []
  }
  const mapped: Record<string, unknown> = { '@odata.type': target['@odata.type'] }
  const groupId = text(target['groupId'])
  if (groupId) {
    const id = targetId('groups', groupId, kind === 'exclusionGroup' ? 'its members are not excluded' : 'it is not assigned')
    if (id === undefined) return []
    mapped['groupId'] = id
  }
  if (target['collectionId'] !== undefined) mapped['collectionId'] = target['collectionId']
  if (type.assignments!.filters) {
    const filter = text(target['deviceAndAppManagementAssignmentFilterId'])
    const mode = text(target['deviceAndAppManagementAssignmentFilterType']) || 'none'
    if (filter && !/^0{8}-/.test(filter) && mode !== 'none') {
      // Without its filter the assignment would reach more devices than it did: it is left out as a whole.
      const id = targetId('assignmentFilters', filter, 'the assignment it limits is left out')
      if (id === undefined) return []
      mapped['deviceAndAppManagementAssignmentFilterId'] = id
      mapped['deviceAndAppManagementAssignmentFilterType'] = mode
    }
  }
  const kept = Object.fromEntries(type.assignments!.keep.flatMap((key) => (assignment[key] === undefined ? [] : [[key, assignment[key]]])))
  return [{ ...kept, target: mapped }]
}

const pending = /\{\{([^{}/]+\/[^{}]+)\}\}/g

/** Puts the ids of objects that were created meanwhile into a mapped document. */
export function resolvePending(document: Json, created: ReadonlyMap<string, string>): { document: Json; missing: readonly string[] } {
  const missing = new Set<string>()
  const replaced = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return value.replaceAll(pending, (placeholder, key: string) => {
        const id = created.get(key)
        if (id === undefined) missing.add(key)
        return id ?? placeholder
      })
    }
    if (Array.isArray(value)) return value.map(replaced)
    return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, replaced(entry)])) : value
  }
  return { document: replaced(document) as Json, missing: [...missing] }
}
