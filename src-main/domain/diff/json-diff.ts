import { comparable } from '../canonical/comparable.ts'
import { sameCanonical } from '../canonical/canonical.ts'
import { isObject, text, type Json } from '../json.ts'
import type { PolicyType } from '../policy-types/policy-type.ts'
import { changeNames, type NameSources } from './change-names.ts'

/** One difference between two versions of a policy. */
export interface Change {
  /** Where it is: property names with dots, list items by what identifies them in brackets. */
  readonly path: string
  readonly name: string
  readonly kind: 'added' | 'removed' | 'changed'
  readonly before: unknown
  readonly after: unknown
}

/** What differs between two captured documents of one type, ignoring order where it has no meaning. */
export function diffDocuments(type: PolicyType, before: Json, after: Json, names: NameSources = {}): Change[] {
  const found: Omit<Change, 'name'>[] = []
  compare(comparable(type, before), comparable(type, after), '', found)
  if (found.length === 0) return []
  const nameOf = changeNames([after, before], names)
  return found.map((change) => ({ ...change, name: nameOf(change.path) }))
}

function compare(before: unknown, after: unknown, path: string, changes: Omit<Change, 'name'>[]): void {
  if (sameCanonical(before ?? null, after ?? null)) return
  if (isObject(before) && isObject(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      compare(before[key], after[key], path ? `${path}.${key}` : key, changes)
    }
    return
  }
  if (Array.isArray(before) && Array.isArray(after) && [...before, ...after].every(isObject)) {
    const known = changes.length
    const [left, right] = [byIdentity(before), byIdentity(after)]
    for (const key of new Set([...left.keys(), ...right.keys()])) compare(left.get(key), right.get(key), `${path}[${key}]`, changes)
    // The same items in another order: where order has no meaning the lists are sorted by now.
    if (changes.length === known) changes.push({ path, kind: 'changed', before: [...left.keys()], after: [...right.keys()] })
    return
  }
  const kind = before === undefined || before === null ? 'added' : after === undefined || after === null ? 'removed' : 'changed'
  changes.push({ path, kind, before: before ?? null, after: after ?? null })
}

/** List items by what identifies them; items that share an identity are numbered. */
function byIdentity(items: readonly unknown[]): Map<string, unknown> {
  const map = new Map<string, unknown>()
  for (const [index, item] of items.entries()) {
    const id = isObject(item) ? identity(item) : ''
    let key = id || String(index)
    for (let count = 2; map.has(key); count += 1) key = `${id || index}#${count}`
    map.set(key, item)
  }
  return map
}

function identity(item: Json): string {
  const instance = item['settingInstance']
  const definition = item['definition'] ?? item['presentation']
  const target = item['target']
  if (isObject(instance)) return text(instance['settingDefinitionId'])
  if (isObject(definition)) return text(definition['id'])
  if (isObject(target)) return [text(item['intent']), text(target['@odata.type']).replace('#microsoft.graph.', ''), text(target['groupId'])].filter(Boolean).join(' ')
  return text(item['settingDefinitionId']) || text(item['definitionId']) || text(item['omaUri']) || text(item['appConfigKey']) || text(item['appId']) || text(item['bundleId']) || text(item['packageId']) || text(item['locale']) || text(item['actionType']) || text(item['targetId']) || text(item['id'])
}
