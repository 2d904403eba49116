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

/** The contract file. */
export interface ContractFile {
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
  /** The type of an object, or the one that its collection declares where the contract doesn't know it. */
  shapeOf(type: string, declared: string): string
  /** Declared type of the objects of a list, by its path. */
  readonly collections: ReadonlyMap<string, string>
  /** Takes types, properties and values that it doesn't know: the service of the tenant knows them. */
  readonly takesUnknown: boolean
  /** What it was made from. */
  readonly file: ContractFile
}

/**
 * Reads the contract file (`resources/graph-contract.json`).
 *
 * @param options.newer a file with what a newer service knows in addition, in the same form
 * @throws Error if that file can't be read
 */
export function loadContract(
  source: string,
  options: { readonly newer?: string | undefined; readonly takesUnknown?: boolean } = {},
): Contract {
  const published = JSON.parse(readFileSync(source, 'utf8')) as ContractFile
  const file = options.newer === undefined ? published : withNewer(published, readNewer(options.newer))
  const { entityTypes, complexTypes, enumTypes, collections } = file
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
    shapeOf: (type, declared) => (find(type) === undefined ? declared : type),
    takesUnknown: options.takesUnknown ?? false,
    file,
  }
}

function readNewer(file: string): Partial<ContractFile> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<ContractFile>
  } catch (error) {
    throw new Error(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}

/** New types beside the known ones; known types and enumerations get what the newer file adds to them. */
function withNewer(file: ContractFile, newer: Partial<ContractFile>): ContractFile {
  const types = (
    known: Record<string, TypeEntry>,
    more: Record<string, TypeEntry> = {},
  ): Record<string, TypeEntry> => ({
    ...known,
    ...Object.fromEntries(
      Object.entries(more).map(([name, entry]) => [
        name,
        {
          ...known[name],
          ...entry,
          properties: { ...known[name]?.properties, ...entry.properties },
          navigation: { ...known[name]?.navigation, ...entry.navigation },
        },
      ]),
    ),
  })
  return {
    entityTypes: types(file.entityTypes, newer.entityTypes),
    complexTypes: types(file.complexTypes, newer.complexTypes),
    enumTypes: {
      ...file.enumTypes,
      ...Object.fromEntries(
        Object.entries(newer.enumTypes ?? {}).map(([name, entry]) => [
          name,
          { ...file.enumTypes[name], ...entry, members: [...(file.enumTypes[name]?.members ?? []), ...entry.members] },
        ]),
      ),
    },
    collections: { ...file.collections, ...newer.collections },
  }
}
