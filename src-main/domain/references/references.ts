import { rewrite, select } from '../canonical/paths.ts'
import { isObject, text, type Json } from '../json.ts'
import type { Relation } from '../dependencies/relations.ts'
import { assignmentKinds, assignmentSettingNames, isVirtualGroup } from '../policy-types/building-blocks/assignments.ts'
import type { PolicyType, ReferenceRule } from '../policy-types/policy-type.ts'

/** A reference that a document holds. */
export interface FoundReference {
  readonly rule: ReferenceRule
  /** Kinds that may hold its target. */
  readonly kinds: readonly string[]
  readonly id: string
  /** How the document depends on it. */
  readonly relation: Relation
  /** The name of its target, where the document holds it. */
  readonly name: string | undefined
}

/** `a[].b[].id` is held by `a[].b[]` under `id`; `a.list[]` by `a` under `list`. */
function holderOf(path: string): { holder: string; property: string; isList: boolean } {
  const isList = path.endsWith('[]')
  const whole = isList ? path.slice(0, -2) : path
  const dot = whole.lastIndexOf('.')
  return { holder: dot < 0 ? '' : whole.slice(0, dot), property: whole.slice(dot + 1), isList }
}

/** Zero GUIDs and empty texts point at nothing. */
const pointsSomewhere = (rule: ReferenceRule, value: unknown): value is string =>
  typeof value === 'string' && value !== '' && !/^0{8}-0{4}/.test(value) && !rule.fixed?.includes(value)

/** The ids that a value holds: mostly the value itself. */
const idsIn = (rule: ReferenceRule, value: unknown): readonly unknown[] =>
  rule.inside ? rule.inside.idsOf(value) : [value]

function found(rule: ReferenceRule, holder: Json, id: string): FoundReference {
  const kinds = typeof rule.to === 'string' ? [rule.to] : typeof rule.to === 'function' ? rule.to(holder) : rule.to
  const relation = typeof rule.relation === 'function' ? rule.relation(holder) : rule.relation
  return { rule, kinds, id, relation, name: rule.name?.(holder) }
}

/** Every reference of a document's payload; assignments are read by their own rules. */
export function referencesOf(type: PolicyType, document: Json): FoundReference[] {
  return type.references.flatMap((rule) => {
    const { holder, property, isList } = holderOf(rule.path)
    const holders = (holder === '' ? [document] : select(document, holder)).filter(isObject)
    return holders
      .filter((entry) => rule.when?.(entry) !== false)
      .flatMap((entry) => {
        const values = isList && Array.isArray(entry[property]) ? entry[property] : [entry[property]]
        return values
          .flatMap((value) => idsIn(rule, value))
          .filter((id) => pointsSomewhere(rule, id))
          .map((id) => found(rule, entry, id))
      })
  })
}

/**
 * A document with its references replaced by what `map` returns. `undefined` means that the target has no such object:
 * then the rule decides what happens. An object without its id has no meaning, so as an item of a list it is removed.
 */
export function rewriteReferences(
  type: PolicyType,
  document: Json,
  map: (reference: FoundReference) => string | undefined,
): Json {
  let result: unknown = document
  for (const rule of type.references) {
    const { holder, property, isList } = holderOf(rule.path)
    const change = (entry: unknown): unknown => {
      if (!isObject(entry) || !(property in entry) || rule.when?.(entry) === false) return entry
      const value = entry[property]
      const idFor = (id: string) => map(found(rule, entry, id)) ?? whenMissing(rule, id)
      const mapped = (held: unknown): unknown => {
        if (!idsIn(rule, held).some((id) => pointsSomewhere(rule, id))) return held
        return rule.inside ? rule.inside.withIds(held, idFor) : idFor(held as string)
      }
      if (isList) {
        if (!Array.isArray(value)) return entry
        const ids = value.map(mapped)
        return ids.every((id, at) => id === value[at])
          ? entry
          : { ...entry, [property]: ids.filter((id) => id !== undefined) }
      }
      const id = mapped(value)
      if (id === value) return entry
      if (id !== undefined) return { ...entry, [property]: id }
      return holder.endsWith('[]') ? undefined : null
    }
    result = holder === '' ? change(result) : rewrite(result, holder, change)
  }
  return result as Json
}

function whenMissing(rule: ReferenceRule, id: string): string | undefined {
  switch (rule.whenMissing) {
    case 'empty':
      return ''
    case 'keep':
    case 'block':
      return id
    case 'remove':
      return undefined
  }
}

/** Kinds that a rule may point at in any document; none where that depends on the document. */
export const kindsOf = (rule: ReferenceRule): readonly string[] =>
  typeof rule.to === 'string' ? [rule.to] : typeof rule.to === 'function' ? [] : rule.to

/** What an assignment refers to. */
export interface AssignmentReference {
  readonly kind: string
  readonly id: string
  readonly relation: Relation
}

/** Groups, filters and profiles that an assignment names. */
export function assignmentReferences(assignment: Json): AssignmentReference[] {
  const target = isObject(assignment['target']) ? assignment['target'] : {}
  const settings = isObject(assignment['settings']) ? assignment['settings'] : {}
  const isExclusion = text(target['@odata.type']).includes('exclusion')
  const references: AssignmentReference[] = [
    {
      kind: assignmentKinds.group,
      id: text(target['groupId']),
      relation: isExclusion ? 'excluded' : 'assigned to',
    },
    {
      kind: assignmentKinds.filter,
      id: text(target['deviceAndAppManagementAssignmentFilterId']),
      relation: 'filtered by',
    },
    ...assignmentSettingNames.map((name): AssignmentReference => ({
      kind: assignmentKinds.profile,
      id: text(settings[name]),
      relation: 'uses certificate',
    })),
  ]
  return references.filter(({ id }) => id !== '' && !/^0{8}-/.test(id) && !isVirtualGroup(id))
}
