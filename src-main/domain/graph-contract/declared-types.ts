import { isObject, type Json } from '../json.ts'
import { graphTypeOf, type GraphContract } from './graph-contract.ts'

/**
 * A document without the types that Microsoft's published types declare anyway. Graph needs to name a type only where it
 * isn't the declared one (OData: minimal metadata), so one answer or export has it and the next one doesn't.
 */
export function withoutDeclaredTypes(contract: GraphContract, rootType: string, document: Json): Json {
  const named = graphTypeOf(document, rootType)
  const type = contract.knows(named) ? named : rootType
  const declared = contract.knows(type)
    ? new Map(
        [...contract.properties(type), ...contract.navigation(type)].map(([name, property]) => [name, property.type]),
      )
    : new Map<string, string>()
  const inner = (value: unknown, of: string): unknown =>
    Array.isArray(value)
      ? value.map((entry) => inner(entry, of))
      : isObject(value)
        ? withoutDeclaredTypes(contract, of, value)
        : value
  return Object.fromEntries(
    Object.entries(document)
      .filter(([key]) => key !== '@odata.type' || named !== rootType)
      .map(([key, value]) => [key, inner(value, declared.get(key) ?? '')]),
  )
}
