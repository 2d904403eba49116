import type { Contract, Property } from './contract.ts'
import { modelValidation } from './errors.ts'
import { isObject, type Json } from './json.ts'

const service = (type: string) => `microsoft.management.services.api.${type}`
const integers = new Set(['Edm.Int16', 'Edm.Int32', 'Edm.Int64', 'Edm.Byte'])
const strings = new Set(['Edm.String', 'Edm.Stream'])
const dates = new Set(['Edm.DateTimeOffset', 'Edm.Date'])
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const base64 = /^[A-Za-z0-9+/_-]*={0,2}$/

/** The type name in `@odata.type`, or the declared one. */
export function typeOf(body: Json, declared: string): string {
  const name = body['@odata.type']
  return typeof name === 'string' ? name.replace(/^#?microsoft\.graph\./, '') : declared
}

/**
 * Refuses a written body as the service does: unknown types and properties, wrong literals,
 * arrays for scalars, unknown enum members (G-41).
 *
 * @param declared the type that the collection or property declares
 * @throws ODataError 400 ModelValidationFailure
 */
export function validateBody(contract: Contract, declared: string, body: Json, requireConcrete = true): void {
  const type = typeOf(body, declared)
  if (contract.isExternal(declared)) return
  if (contract.takesUnknown && !(contract.has(type) && contract.isA(type, declared))) return
  if (!contract.has(type)) {
    throw modelValidation(
      `A type named 'microsoft.graph.${type}' could not be resolved by the model. When a model is available, each type name must resolve to a valid type.`,
    )
  }
  if (!contract.isA(type, declared)) {
    throw modelValidation(
      `An entry with type '${service(type)}' was found, but it is not assignable to the expected type '${service(declared)}'. The type specified in the entry must be equal to either the expected type or a derived type.`,
    )
  }
  if (requireConcrete && contract.isAbstract(type)) {
    throw modelValidation(
      `Cannot create an abstract class. Type '${service(type)}' is abstract: send '@odata.type' of a derived type.`,
    )
  }
  const properties = contract.properties(type)
  const navigation = contract.navigation(type)
  for (const [name, value] of Object.entries(body)) {
    if (name.includes('@')) {
      const target = name.slice(0, name.indexOf('@'))
      if (target && !properties.has(target) && !navigation.has(target) && !contract.takesUnknown)
        throw unknown(target, type)
      continue
    }
    const property = properties.get(name) ?? navigation.get(name)
    if (!property) {
      if (name === 'id' || contract.takesUnknown) continue
      throw unknown(name, type)
    }
    validateValue(contract, property, value, name)
  }
}

const unknown = (name: string, type: string) =>
  modelValidation(
    `The property '${name}' does not exist on type '${service(type)}'. Make sure to only use property names that are defined by the type.`,
  )

function validateValue(contract: Contract, property: Property, value: unknown, name: string): void {
  if (value === null) {
    if (property.nullable === false && property.collection) {
      throw modelValidation(
        `A null value was found for the property named '${name}', which has the expected type 'Collection(${property.type})[Nullable=False]'.`,
      )
    }
    return
  }
  if (property.collection) {
    if (!Array.isArray(value)) {
      throw modelValidation(
        `An unexpected '${isObject(value) ? 'StartObject' : 'PrimitiveValue'}' node was found when reading from the JSON reader. A 'StartArray' node was expected.`,
      )
    }
    for (const item of value) validateScalar(contract, property.type, item)
    return
  }
  if (Array.isArray(value)) {
    throw modelValidation(
      `An unexpected 'StartArray' node was found when reading from the JSON reader. A '${property.type.startsWith('Edm.') ? 'PrimitiveValue' : 'StartObject'}' node was expected.`,
    )
  }
  validateScalar(contract, property.type, value)
}

function validateScalar(contract: Contract, type: string, value: unknown): void {
  const literal = () => modelValidation(`Cannot convert the literal '${String(value)}' to the expected type '${type}'.`)
  if (value === null) return
  if (integers.has(type)) {
    if (typeof value !== 'number' || !Number.isInteger(value)) throw literal()
  } else if (type === 'Edm.Double' || type === 'Edm.Single' || type === 'Edm.Decimal') {
    if (typeof value !== 'number' && value !== 'NaN' && value !== 'INF' && value !== '-INF') throw literal()
  } else if (type === 'Edm.Boolean') {
    if (typeof value !== 'boolean') throw literal()
  } else if (strings.has(type)) {
    if (typeof value !== 'string') throw literal()
  } else if (dates.has(type)) {
    if (typeof value !== 'string' || Number.isNaN(Date.parse(value))) throw literal()
  } else if (type === 'Edm.Guid') {
    if (typeof value !== 'string' || !guid.test(value))
      throw modelValidation('Must specify valid information for parsing in the string.')
  } else if (type === 'Edm.Binary') {
    if (typeof value !== 'string' || !base64.test(value.replace(/\s/g, ''))) throw literal()
  } else if (type.startsWith('Edm.')) {
    if (typeof value !== 'string') throw literal()
  } else {
    const members = contract.enumOf(type)
    if (members) {
      if (!contract.takesUnknown) validateEnum(members, value)
    } else if (isObject(value)) validateBody(contract, type, value)
    else if (contract.has(type) && !contract.isExternal(type)) {
      throw modelValidation(
        "An unexpected 'PrimitiveValue' node was found when reading from the JSON reader. A 'StartObject' node was expected.",
      )
    }
  }
}

function validateEnum(entry: { members: readonly string[]; flags?: boolean }, value: unknown): void {
  if (typeof value !== 'string')
    throw modelValidation(`Cannot convert the literal '${String(value)}' to the expected type 'Edm.String'.`)
  const asked = entry.flags ? value.split(',').map((part) => part.trim()) : [value]
  for (const member of asked) {
    if (!entry.members.some((known) => known.toLowerCase() === member.toLowerCase())) {
      throw modelValidation(`Requested value '${member}' was not found.`)
    }
  }
}
