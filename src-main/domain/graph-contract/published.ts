import type { ContractData, ContractProperty, TypeEntry } from './graph-contract.ts'

/**
 * The types that ship with the app, with everything that Graph publishes beside or in place of them. A type that is left
 * out on purpose stays so. Nothing that the app knows gets lost, because captured documents may be older than what Graph
 * publishes now. With a pause after each type, because there are thousands.
 */
export function* mergeSteps(builtIn: ContractData, published: ContractData): Generator<void, ContractData> {
  const enumTypes = { ...builtIn.enumTypes }
  for (const [name, entry] of Object.entries(published.enumTypes))
    enumTypes[name] = {
      ...entry,
      members: [...new Set([...(builtIn.enumTypes[name]?.members ?? []), ...entry.members])],
    }
  return {
    entityTypes: yield* mergeTypes(builtIn.entityTypes, published.entityTypes),
    complexTypes: yield* mergeTypes(builtIn.complexTypes, published.complexTypes),
    enumTypes,
  }
}

type Types = Readonly<Record<string, TypeEntry>>
type Properties = Readonly<Record<string, ContractProperty>>

function* mergeTypes(builtIn: Types, published: Types): Generator<void, Types> {
  const merged: Record<string, TypeEntry> = { ...builtIn }
  for (const [name, entry] of Object.entries(published)) {
    const known = builtIn[name]
    if (!known?.external)
      merged[name] = {
        ...known,
        ...entry,
        properties: mergeProperties(known?.properties, entry.properties),
        navigation: { ...known?.navigation, ...entry.navigation },
      }
    yield
  }
  return merged
}

/** Metadata marks only a part of what the service computes (G-137), so a known mark stays. */
function mergeProperties(known: Properties = {}, published: Properties = {}): Properties {
  return {
    ...known,
    ...Object.fromEntries(
      Object.entries(published).map(([name, property]) => [
        name,
        known[name]?.computed ? { ...property, computed: true } : property,
      ]),
    ),
  }
}

/**
 * The published types that policy types lead to: their own, those that derive from them, and the types of their
 * properties. Links to other objects are followed as far as the app knows what they point at.
 *
 * @param roots entity types of the collections
 */
export function reachableTypes(published: ContractData, builtIn: ContractData, roots: readonly string[]): ContractData {
  const derived = Map.groupBy(
    [...Object.entries(published.entityTypes), ...Object.entries(published.complexTypes)],
    ([, { baseType }]) => baseType ?? '',
  )
  const found = new Set<string>()
  const open = [...roots]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const entry = published.entityTypes[name] ?? published.complexTypes[name]
    if (found.has(name) || (!entry && !published.enumTypes[name])) continue
    if ((builtIn.entityTypes[name] ?? builtIn.complexTypes[name])?.external) continue
    found.add(name)
    if (!entry) continue
    open.push(...Object.values(entry.properties ?? {}).map(({ type }) => type))
    open.push(
      ...Object.values(entry.navigation ?? {})
        .map(({ type }) => type)
        .filter((type) => type in builtIn.entityTypes),
    )
    if (entry.baseType) open.push(entry.baseType)
    // Everything derives from `entity`, and most of it has nothing to do with policies.
    if (name !== 'entity') open.push(...(derived.get(name) ?? []).map(([below]) => below))
  }
  const pick = <Entry>(types: Readonly<Record<string, Entry>>): Record<string, Entry> =>
    Object.fromEntries(Object.entries(types).filter(([name]) => found.has(name)))
  return {
    entityTypes: pick(published.entityTypes),
    complexTypes: pick(published.complexTypes),
    enumTypes: pick(published.enumTypes),
  }
}
