/**
 * Derives the two machine-readable descriptions of Microsoft Graph that the product ships
 * from the field notes they were collected in:
 *   resources/graph-contract.json  entity, complex and enum types (names and Edm types only)
 *   resources/graph-types.json     how each Intune collection behaves (paths, page sizes, status codes)
 *
 * Usage: node scripts/derive-graph-contract.ts <folder that holds contract.json and types.json>
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

type Json = Record<string, unknown>

const from = process.argv[2]
if (!from) {
  console.error('Usage: node scripts/derive-graph-contract.ts <folder with contract.json and types.json>')
  process.exit(2)
}

const contract = JSON.parse(readFileSync(join(from, 'contract.json'), 'utf8')) as Record<string, Record<string, Json>>
const kept = (type: Json, keys: string[]): Json =>
  Object.fromEntries(keys.filter((key) => type[key] !== undefined).map((key) => [key, type[key]]))

const entity = ['baseType', 'abstract', 'external', 'properties', 'navigation']
writeFileSync(
  'resources/graph-contract.json',
  `${JSON.stringify({
    entityTypes: mapValues(contract.entityTypes ?? {}, (type) => kept(type, entity)),
    complexTypes: mapValues(contract.complexTypes ?? {}, (type) => kept(type, entity)),
    enumTypes: mapValues(contract.enumTypes ?? {}, (type) => kept(type, ['members', 'flags'])),
    collections: collections(contract.operations ?? {}),
    undeclaredButSeen: Object.keys(contract.undeclaredButSeen ?? {}),
  })}\n`,
)

const types = (JSON.parse(readFileSync(join(from, 'types.json'), 'utf8')) as { types: Json[] }).types
const behaviour = [
  'key',
  'title',
  'graphVersion',
  'rootType',
  'listPath',
  'updateMethod',
  'expand',
  'listOmits',
  'assignAction',
  'assignmentsPath',
  'nameProp',
  'scopeTagProp',
  'statusCodes',
  'computedInMetadata',
  'propsRejectedOnCreate',
  'propsRejectedOnUpdate',
  'assignmentTargets',
  'permissionsRead',
  'permissionsWrite',
]
writeFileSync(
  'resources/graph-types.json',
  `${JSON.stringify(
    types
      .filter((type) => type['listPath'])
      .map((type) => kept({ ...type, assignmentTargets: targets(type['assignmentTargets']) }, behaviour)),
    null,
    1,
  )}\n`,
)

/** Kinds of targets that an assignment may have, and whether a filter may limit it, where somebody knows; a doubtful kind counts. */
function targets(known: unknown): Json | undefined {
  const { allowed, assignmentFilters } = (known ?? {}) as { allowed?: string[]; assignmentFilters?: boolean | null }
  return allowed === undefined
    ? undefined
    : {
        allowed: allowed.map((kind) => kind.replace('?', '')),
        ...(typeof assignmentFilters === 'boolean' ? { filters: assignmentFilters } : {}),
      }
}

/** Lists that have no key in their path, with the type of their objects. */
function collections(operations: Record<string, Json>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(operations).flatMap(([path, operation]) => {
      const { returns } = (operation['GET'] ?? {}) as { returns?: string }
      return returns?.endsWith('CollectionResponse') && !/[{(]/.test(path)
        ? [[path, returns.replace(/CollectionResponse$/, '')]]
        : []
    }),
  )
}

function mapValues(record: Record<string, Json>, map: (value: Json) => Json): Record<string, Json> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
}
