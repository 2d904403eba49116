import { contentOf, isAnnotation, isObject, type Json } from '../json.ts'
import { graphTypeOf, type ContractProperty, type GraphContract } from './graph-contract.ts'

/** Something in a captured object that no contract knows. Graph returned it, so it is written. */
export interface UnknownPart {
  /** Where it is in the object: `rules[0].newSetting`; empty for the object itself. */
  readonly path: string
  /** Only a property can be left out. Without its type or a value, an object would mean something else. */
  readonly what: 'type' | 'property' | 'value'
}

/** A body for Graph. */
export interface Writable {
  readonly body: Json
  readonly unknown: readonly UnknownPart[]
}

/**
 * Reduces a captured object to what may be written: no property that the service computes, navigation only where it is
 * written inline, no annotation but `@odata.type`. What the contract doesn't know stays in the body as Graph returned it.
 *
 * @param implied the type that the collection declares
 * @param inline navigation properties that are part of the body
 * @param leftOut top-level properties that are no part of it
 */
export function writable(
  contract: GraphContract,
  implied: string,
  source: Json,
  inline: readonly string[],
  leftOut: ReadonlySet<string> = new Set(),
): Writable {
  const unknown: UnknownPart[] = []

  function object(value: Json, declared: string, path: string, navigation: readonly string[] | 'all'): Json {
    const type = graphTypeOf(value, declared)
    if (contract.isExternal(declared)) return value
    const isKnown = contract.knows(type)
    if (!isKnown || !contract.isA(type, declared) || contract.isAbstract(type)) unknown.push({ path, what: 'type' })
    // Of an unknown type, the properties of its base type are known.
    const shape = isKnown ? type : declared
    const properties = contract.properties(shape)
    const links = contract.navigation(shape)
    const body: Record<string, unknown> = {}
    if (type !== declared || '@odata.type' in value) body['@odata.type'] = `#microsoft.graph.${type}`
    for (const name in value) {
      if (isAnnotation(name) || (path === '' && leftOut.has(name))) continue
      const entry = value[name]
      const at = path ? `${path}.${name}` : name
      const property = properties.get(name)
      const link = links.get(name)
      if (property) {
        if (!property.computed) body[name] = field(entry, property, at)
      } else if (link) {
        if (navigation === 'all' || navigation.includes(name)) body[name] = field(entry, link, at)
      } else if (name !== 'id' && entry !== null && entry !== undefined) {
        if (isKnown) unknown.push({ path: at, what: 'property' })
        body[name] = withoutAnnotations(entry)
      }
    }
    return body
  }

  function field(value: unknown, property: ContractProperty, path: string): unknown {
    if (value === null || value === undefined) return null
    if (!property.collection) {
      if (!Array.isArray(value)) return single(value, property.type, path)
    } else if (Array.isArray(value)) {
      return value.map((item, index) => single(item, property.type, `${path}[${index}]`))
    }
    unknown.push({ path, what: 'value' })
    return withoutAnnotations(value)
  }

  function single(value: unknown, type: string, path: string): unknown {
    if (value === null) return null
    const members = contract.enumOf(type)
    if (members ? !isMember(members, value) : type.startsWith('Edm.') && !isLiteral(type, value)) {
      unknown.push({ path, what: 'value' })
      return withoutAnnotations(value)
    }
    if (isObject(value)) return object(value, type, path, 'all')
    if (!members && contract.knows(type) && !contract.isExternal(type)) unknown.push({ path, what: 'value' })
    return value
  }

  return { body: object(source, implied, '', inline), unknown }
}

/** The paths of properties that a body does without if Graph refuses it. Nothing below an unknown type is one. */
export const leavable = (unknown: readonly UnknownPart[]): readonly string[] =>
  unknown.filter(({ what }) => what === 'property').map(({ path }) => path)

/** A copy of a body without the properties at these paths. */
export function withoutPaths(body: Json, paths: readonly string[]): Json {
  if (paths.length === 0) return body
  const left = new Set(paths)
  const copy = (value: unknown, path: string): unknown => {
    if (Array.isArray(value)) return value.map((entry, index) => copy(entry, `${path}[${index}]`))
    return isObject(value) ? object(value, path) : value
  }
  const object = (value: Json, path: string): Json =>
    Object.fromEntries(
      Object.entries(value).flatMap(([name, entry]) => {
        const at = path ? `${path}.${name}` : name
        return left.has(at) ? [] : [[name, copy(entry, at)]]
      }),
    )
  return object(body, '')
}

/** A value as Graph returned it, without what it says about the answer. */
function withoutAnnotations(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAnnotations)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(contentOf(value)).map(([name, entry]) => [name, withoutAnnotations(entry)]))
}

function isMember(entry: { members: readonly string[]; flags?: boolean }, value: unknown): boolean {
  if (typeof value !== 'string') return false
  const asked = entry.flags ? value.split(',').map((part) => part.trim()) : [value]
  return asked.every((member) => entry.members.some((known) => known.toLowerCase() === member.toLowerCase()))
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Whether a value is what the contract says of a literal. */
function isLiteral(type: string, value: unknown): boolean {
  switch (type) {
    case 'Edm.Boolean':
      return typeof value === 'boolean'
    case 'Edm.Int16':
    case 'Edm.Int32':
    case 'Edm.Int64':
    case 'Edm.Byte':
      return typeof value === 'number' && Number.isInteger(value)
    case 'Edm.Double':
    case 'Edm.Single':
    case 'Edm.Decimal':
      return typeof value === 'number' || value === 'NaN' || value === 'INF' || value === '-INF'
    case 'Edm.DateTimeOffset':
    case 'Edm.Date':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value))
    case 'Edm.Guid':
      return typeof value === 'string' && guid.test(value)
    case 'Edm.Binary':
      return typeof value === 'string' && /^[A-Za-z0-9+/_\s-]*={0,2}$/.test(value)
    default:
      return typeof value === 'string'
  }
}
