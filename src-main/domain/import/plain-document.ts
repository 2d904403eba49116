import type { ContractProperty, GraphContract } from '../graph-contract/graph-contract.ts'
import { typeKey } from '../export/git-layout.ts'
import { isObject, type Json } from '../json.ts'

/** What PowerShell writes in place of values below the depth of `ConvertTo-Json`, which is 2 by default. */
const cutOff =
  /^(@\{[\s\S]*\}|System\.(Collections|Object|Management)[\w.[\]`]*|Microsoft\.Graph\.PowerShell\.Models\.\w+)$/

/** JSON Pointers of values that were cut off when the file was written. */
export function cutOffValues(document: Json): string[] {
  const found: string[] = []
  const look = (value: unknown, pointer: string): void => {
    if (typeof value === 'string' && cutOff.test(value)) found.push(pointer)
    else if (Array.isArray(value)) value.forEach((entry, index) => look(entry, `${pointer}/${index}`))
    else if (isObject(value))
      for (const [key, entry] of Object.entries(value))
        look(entry, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
  }
  look(document, '')
  return found
}

/**
 * A document as Graph returns it in a capture: without annotations of full metadata, with dates as ISO 8601, and with
 * lists where Microsoft's published types have lists. PowerShell 5.1 writes `/Date(…)/`, unrolls a list of one element,
 * and wraps others as `{ "value": […], "Count": 1 }`.
 */
export function plainDocument(document: Json, contract: GraphContract, rootType: string): Json {
  return plainObject(document, { contract, isOwn: typeKey in document }, rootType)
}

interface Reading {
  readonly contract: GraphContract
  /** TenantAtlas wrote the document itself, and it is as Graph returned it. */
  readonly isOwn: boolean
}

function plainObject(source: Json, reading: Reading, implied: string): Json {
  const { contract, isOwn } = reading
  const named =
    typeof source['@odata.type'] === 'string' ? source['@odata.type'].replace(/^#?microsoft\.graph\./, '') : ''
  const type = contract.knows(named) ? named : implied
  const known = contract.knows(type)
    ? new Map([...contract.properties(type), ...contract.navigation(type)])
    : new Map<string, ContractProperty>()
  return Object.fromEntries(
    Object.entries(source)
      // Graph names a type only where it isn't the declared one (OData: minimal metadata).
      .filter(([key]) => (key === '@odata.type' ? isOwn || named !== implied : !isLitter(key)))
      .map(([key, value]) => [key, plainValue(value, known.get(key), reading)]),
  )
}

function plainValue(value: unknown, property: ContractProperty | undefined, reading: Reading): unknown {
  const inner = property?.type ?? ''
  if (Array.isArray(value)) return value.map((entry) => plainValue(entry, property && { type: inner }, reading))
  if (isObject(value)) {
    if (property?.collection && isWrapped(value)) return plainValue(value['value'], property, reading)
    const object = plainObject(value, reading, inner)
    return property?.collection ? [object] : object
  }
  // One element of a list of texts or numbers; null stays, because Graph has lists that are null.
  const plain = typeof value === 'string' ? plainDate(value) : value
  return property?.collection && plain !== null && plain !== undefined ? [plain] : plain
}

/** `{ "value": […], "Count": 1 }`, as PowerShell 5.1 writes some lists. */
export const isWrapped = (value: Json): boolean =>
  Array.isArray(value['value']) && Object.keys(value).every((key) => key === 'value' || key === 'Count')

/** Says something about the answer and nothing about the object. */
const isLitter = (key: string): boolean =>
  key.includes('@odata.') || key.startsWith('#') || key.includes('@microsoft.') || key.startsWith('@tenantatlas.')

function plainDate(value: string): string {
  const milliseconds = /^\/Date\((-?\d{1,16})(?:[+-]\d{4})?\)\/$/.exec(value)?.[1]
  if (milliseconds === undefined) return value
  const date = new Date(Number(milliseconds))
  return Number.isNaN(date.getTime()) ? value : date.toISOString()
}
