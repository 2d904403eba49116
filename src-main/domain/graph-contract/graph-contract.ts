/** A property as Microsoft publishes it (`resources/graph-contract.json`). */
export interface ContractProperty {
  readonly type: string
  readonly collection?: boolean
  readonly nullable?: boolean
  readonly computed?: boolean
}

/** A published entity or complex type. */
export interface TypeEntry {
  readonly baseType?: string
  readonly abstract?: boolean
  readonly external?: boolean
  readonly properties?: Readonly<Record<string, ContractProperty>>
  readonly navigation?: Readonly<Record<string, ContractProperty>>
}

/** A published enumeration. */
export interface EnumEntry {
  readonly members: readonly string[]
  readonly flags?: boolean
}

/** The parsed contract file. */
export interface ContractData {
  readonly entityTypes: Readonly<Record<string, TypeEntry>>
  readonly complexTypes: Readonly<Record<string, TypeEntry>>
  readonly enumTypes: Readonly<Record<string, EnumEntry>>
}

/** What Microsoft publishes about a type, inheritance resolved. */
export interface GraphContract {
  knows(type: string): boolean
  isAbstract(type: string): boolean
  isExternal(type: string): boolean
  isEntity(type: string): boolean
  isA(type: string, base: string): boolean
  properties(type: string): ReadonlyMap<string, ContractProperty>
  navigation(type: string): ReadonlyMap<string, ContractProperty>
  enumOf(type: string): EnumEntry | undefined
}

/** Resolves inheritance over the parsed contract file. */
export function createGraphContract(data: ContractData): GraphContract {
  const find = (type: string): TypeEntry | undefined => data.entityTypes[type] ?? data.complexTypes[type]
  const resolve = (kind: 'properties' | 'navigation') => {
    const resolved = new Map<string, ReadonlyMap<string, ContractProperty>>()
    return function inherited(type: string): ReadonlyMap<string, ContractProperty> {
      const known = resolved.get(type)
      if (known) return known
      const entry = find(type)
      const all = new Map([
        ...(entry?.baseType ? inherited(entry.baseType) : []),
        ...Object.entries(entry?.[kind] ?? {}),
      ])
      resolved.set(type, all)
      return all
    }
  }
  return {
    knows: (type) => find(type) !== undefined,
    isAbstract: (type) => find(type)?.abstract === true,
    isExternal: (type) => find(type)?.external === true,
    isEntity: (type) => data.entityTypes[type] !== undefined,
    isA(type, base) {
      for (let at: string | undefined = type; at; at = find(at)?.baseType) if (at === base) return true
      return false
    },
    properties: resolve('properties'),
    navigation: resolve('navigation'),
    enumOf: (type) => data.enumTypes[type],
  }
}

/** The type that `@odata.type` names, or the one that is implied. */
export function graphTypeOf(value: { readonly [key: string]: unknown }, implied: string): string {
  const name = value['@odata.type']
  if (typeof name !== 'string') return implied
  const known = typeNames.get(name)
  if (known !== undefined) return known
  const short = name.replace(/^#?microsoft\.graph\./, '')
  // Graph has a few thousand types. Anything beyond comes from a file that isn't Graph's.
  if (typeNames.size < mostNames) typeNames.set(name, short)
  return short
}

const mostNames = 10_000
/** Types by their annotations: a policy with many settings names the same few thousands of times. */
const typeNames = new Map<string, string>()
