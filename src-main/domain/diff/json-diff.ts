import { comparable, isPlainlySame } from '../canonical/comparable.ts'
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
  if (isPlainlySame(type, before, after)) return []
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
    for (const { key, left, right } of pairItems(before, after)) compare(left, right, `${path}[${key}]`, changes)
    // The same items in another order: where order has no meaning the lists are sorted by now.
    if (changes.length === known)
      changes.push({ path, kind: 'changed', before: inOrder(before), after: inOrder(after) })
    return
  }
  const kind =
    before === undefined || before === null ? 'added' : after === undefined || after === null ? 'removed' : 'changed'
  changes.push({ path, kind, before: before ?? null, after: after ?? null })
}

interface Keyed {
  readonly key: string
  readonly id: string
  readonly item: unknown
}

/** List items with a key each: what identifies them, or their place; those that share an identity are numbered. */
function keyed(items: readonly unknown[]): Keyed[] {
  const counts = new Map<string, number>()
  return items.map((item, index) => {
    const id = isObject(item) ? identity(item) : ''
    const count = (counts.get(id) ?? 0) + 1
    counts.set(id, count)
    return { key: id === '' ? String(index) : count === 1 ? id : `${id}#${count}`, id, item }
  })
}

const inOrder = (items: readonly unknown[]): unknown =>
  items.every((item) => isObject(item) && identity(item) !== '') ? keyed(items).map(({ key }) => key) : items

/**
 * Items of two lists that belong together. Where several have the same identity or none, those with equal content do,
 * so that removing one changes no other.
 */
function pairItems(
  before: readonly unknown[],
  after: readonly unknown[],
): { key: string; left: unknown; right: unknown }[] {
  const used = new Set<string>()
  const free = (key: string): string => {
    let name = key
    for (let count = 2; used.has(name); count += 1) name = `${key}#${count}`
    used.add(name)
    return name
  }
  const [lefts, rights] = [Map.groupBy(keyed(before), ({ id }) => id), Map.groupBy(keyed(after), ({ id }) => id)]
  return [...new Set([...lefts.keys(), ...rights.keys()])].flatMap((id) => {
    const [here, there] = [lefts.get(id) ?? [], [...(rights.get(id) ?? [])]]
    const single = here.length === 1 && there.length === 1
    const changed = single
      ? here
      : here.filter(({ item }) => {
          const same = there.findIndex((other) => sameCanonical(item, other.item))
          if (same >= 0) there.splice(same, 1)
          return same < 0
        })
    // What is left is paired in its order.
    const pairs = Array.from({ length: Math.max(changed.length, there.length) }, (_, index) => ({
      left: changed[index],
      right: there[index],
    }))
    return pairs.map(({ left, right }) => ({ key: free((left ?? right)!.key), left: left?.item, right: right?.item }))
  })
}

function identity(item: Json): string {
  const instance = item['settingInstance']
  const definition = item['definition'] ?? item['presentation']
  const target = item['target']
  if (isObject(instance)) return text(instance['settingDefinitionId'])
  if (isObject(definition)) return text(definition['id'])
  if (isObject(target))
    return [text(item['intent']), text(target['@odata.type']).replace('#microsoft.graph.', ''), text(target['groupId'])]
      .filter(Boolean)
      .join(' ')
  return (
    text(item['settingDefinitionId']) ||
    text(item['definitionId']) ||
    text(item['omaUri']) ||
    text(item['appConfigKey']) ||
    text(item['appId']) ||
    text(item['bundleId']) ||
    text(item['packageId']) ||
    text(item['locale']) ||
    text(item['actionType']) ||
    text(item['targetId']) ||
    text(item['id'])
  )
}
