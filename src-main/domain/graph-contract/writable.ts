import { isAnnotation, isObject, type Json } from '../json.ts'
import { graphTypeOf, type ContractProperty, type GraphContract } from './graph-contract.ts'
import { words } from './words.ts'

/** A body that Graph accepts, and what is left out or would be refused. */
export interface Writable {
  readonly body: Json
  /** Paths of properties that Microsoft's contract does not know; they are not written. */
  readonly unknown: readonly string[]
  /** Sentences for values that the service would refuse: wrong enum members, wrong types. */
  readonly problems: readonly string[]
}

/**
 * Reduces a captured object to what may be written: declared properties that the service does not compute,
 * navigation only where it is written inline, no annotation but `@odata.type`.
 *
 * @param implied the type that the collection declares
 * @param inline navigation properties that are part of the body
 */
export function writable(contract: GraphContract, implied: string, source: Json, inline: readonly string[]): Writable {
  const unknown: string[] = []
  const problems: string[] = []

  function object(value: Json, declared: string, path: string, navigation: readonly string[] | 'all'): Json {
    const type = graphTypeOf(value, declared)
    if (contract.isExternal(declared)) return value
    if (!contract.knows(type) || !contract.isA(type, declared)) {
      problems.push(words.wrongType(path, type))
      return value
    }
    if (contract.isAbstract(type)) problems.push(words.abstractType(path, type))
    const properties = contract.properties(type)
    const links = contract.navigation(type)
    const body: Record<string, unknown> = {}
    if (type !== declared || '@odata.type' in value) body['@odata.type'] = `#microsoft.graph.${type}`
    for (const [name, entry] of Object.entries(value)) {
      if (isAnnotation(name)) continue
      const at = path ? `${path}.${name}` : name
      const property = properties.get(name)
      const link = links.get(name)
      if (property) {
        if (!property.computed) body[name] = field(entry, property, at)
      } else if (link) {
        if (navigation === 'all' || navigation.includes(name)) body[name] = field(entry, link, at)
      } else if (name !== 'id' && entry !== null) {
        unknown.push(at)
      }
    }
    return body
  }

  function field(value: unknown, property: ContractProperty, path: string): unknown {
    if (value === null || value === undefined) return null
    if (!property.collection) {
      if (Array.isArray(value)) problems.push(words.isList(path))
      return single(value, property.type, path)
    }
    if (!Array.isArray(value)) {
      problems.push(words.isNoList(path))
      return value
    }
    return value.map((item, index) => single(item, property.type, `${path}[${index}]`))
  }

  function single(value: unknown, type: string, path: string): unknown {
    if (value === null) return null
    const members = contract.enumOf(type)
    if (members) {
      checkEnum(members, value, path)
      return value
    }
    if (type.startsWith('Edm.')) {
      const expected = literalProblem(type, value)
      if (expected) problems.push(words.expects(path, shorten(value), expected))
      return value
    }
    if (isObject(value)) return object(value, type, path, 'all')
    if (contract.knows(type) && !contract.isExternal(type))
      problems.push(words.expects(path, shorten(value), words.expected.object))
    return value
  }

  function checkEnum(entry: { members: readonly string[]; flags?: boolean }, value: unknown, path: string): void {
    const asked =
      typeof value === 'string'
        ? entry.flags
          ? value.split(',').map((part) => part.trim())
          : [value]
        : [String(value)]
    const unknownMember = asked.find(
      (member) => !entry.members.some((known) => known.toLowerCase() === member.toLowerCase()),
    )
    if (unknownMember !== undefined || typeof value !== 'string')
      problems.push(words.notAMember(path, shorten(value), entry.members))
  }

  return { body: object(source, implied, '', inline), unknown, problems }
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** What Graph expects instead of the literal, or nothing when it fits. */
function literalProblem(type: string, value: unknown): string | null {
  switch (type) {
    case 'Edm.Boolean':
      return typeof value === 'boolean' ? null : words.expected.boolean
    case 'Edm.Int16':
    case 'Edm.Int32':
    case 'Edm.Int64':
    case 'Edm.Byte':
      return typeof value === 'number' && Number.isInteger(value) ? null : words.expected.integer
    case 'Edm.Double':
    case 'Edm.Single':
    case 'Edm.Decimal':
      return typeof value === 'number' || value === 'NaN' || value === 'INF' || value === '-INF'
        ? null
        : words.expected.number
    case 'Edm.DateTimeOffset':
    case 'Edm.Date':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? null : words.expected.date
    case 'Edm.Guid':
      return typeof value === 'string' && guid.test(value) ? null : words.expected.guid
    case 'Edm.Binary':
      return typeof value === 'string' && /^[A-Za-z0-9+/_\s-]*={0,2}$/.test(value) ? null : 'base64'
    default:
      return typeof value === 'string' ? null : words.expected.text
  }
}

/** A value short enough for a sentence. */
function shorten(value: unknown): string {
  const shown = JSON.stringify(value) ?? String(value)
  return shown.length > 60 ? `${shown.slice(0, 57)}…` : shown
}
