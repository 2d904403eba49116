import { readFileSync } from 'node:fs'

/** A declared property of an entity or complex type, as `resources/graph-contract.json` holds it. */
export interface Property {
  readonly type: string
  readonly collection?: boolean
  readonly nullable?: boolean
  readonly computed?: boolean
}

interface TypeEntry {
  readonly baseType?: string
  readonly abstract?: boolean
  readonly external?: boolean
  readonly properties?: Record<string, Property>
  readonly navigation?: Record<string, Property>
}

interface EnumEntry {
  readonly members: readonly string[]
  readonly flags?: boolean
}

interface ContractFile {
  readonly entityTypes: Record<string, TypeEntry>
  readonly complexTypes: Record<string, TypeEntry>
  readonly enumTypes: Record<string, EnumEntry>
  readonly collections: Record<string, string>
}

/** Microsoft's published types, with inheritance resolved. */
export interface Contract {
  has(type: string): boolean
  isAbstract(type: string): boolean
  isExternal(type: string): boolean
  /** Own and inherited properties by name. */
  properties(type: string): ReadonlyMap<string, Property>
  /** Own and inherited navigation properties by name. */
  navigation(type: string): ReadonlyMap<string, Property>
  isA(type: string, base: string): boolean
  enumOf(type: string): EnumEntry | undefined
  /** Declared type of the objects of a list, by its path. */
  readonly collections: ReadonlyMap<string, string>
}

/** Reads the contract file (`resources/graph-contract.json`). */
export function loadContract(file: string): Contract {
  const { entityTypes, complexTypes, enumTypes, collections } = JSON.parse(readFileSync(file, 'utf8')) as ContractFile
  const find = (type: string): TypeEntry | undefined => entityTypes[type] ?? complexTypes[type]
  const cache = new Map<string, Map<string, Property>>()

  function inherited(type: string, kind: 'properties' | 'navigation'): Map<string, Property> {
    const key = `${kind} ${type}`
    const known = cache.get(key)
    if (known) return known
    const entry = find(type)
    const base = entry?.baseType ? inherited(entry.baseType, kind) : new Map<string, Property>()
    const all = new Map([...base, ...Object.entries(entry?.[kind] ?? {})])
    cache.set(key, all)
    return all
  }

  return {
    collections: new Map(Object.entries(collections)),
    has: (type) => find(type) !== undefined,
    isAbstract: (type) => find(type)?.abstract === true,
    isExternal: (type) => find(type)?.external === true,
    properties: (type) => inherited(type, 'properties'),
    navigation: (type) => inherited(type, 'navigation'),
    isA(type, base) {
      for (let at: string | undefined = type; at; at = find(at)?.baseType) if (at === base) return true
      return false
    },
    enumOf: (type) => enumTypes[type],
  }
}
