import { readFileSync } from 'node:fs'
import type { Json } from './json.ts'

/** Delegated scopes for an operation: the one to ask for, and all that would do. */
export interface Permissions {
  readonly least?: string
  readonly anyOf?: readonly string[] | null
}

/** How one Intune collection behaves (`resources/graph-types.json`). */
export interface TypeBehaviour {
  readonly key: string
  readonly title: string
  readonly graphVersion: string
  readonly rootType: string
  readonly listPath: string
  readonly updateMethod: string | null
  readonly listOmits?: readonly string[] | null
  readonly assignAction?: { readonly path: string; readonly bodyKey: string | null } | null
  /** The path is one object: what it holds in a new tenant; null where it has to be set up first. */
  readonly single?: Json | null
  readonly nameProp?: string
  readonly scopeTagProp?: string | null
  readonly statusCodes?: Readonly<Record<string, number | string | null>>
  readonly computedInMetadata?: readonly string[]
  readonly propsRejectedOnCreate?: readonly string[]
  readonly propsRejectedOnUpdate?: readonly string[]
  readonly assignmentTargets?: { readonly allowed: readonly string[]; readonly filters?: boolean }
  readonly permissionsRead?: Permissions
  readonly permissionsWrite?: Permissions
}

/** Collections that the service pages by 25 (G-34, G-201), and the ones it pages by 1000 (G-35). */
const pageSizes: Readonly<Record<string, number>> = {
  configurationPolicies: 25,
  settings: 25,
  assignments: 25,
  mobileApps: 1000,
}

/** The page size of a collection when the client asks for none. */
export const pageSize = (collection: string): number => pageSizes[collection] ?? 100

/** Reads `resources/graph-types.json`; the first record of a path wins (update rings share one). */
export function loadTypes(file: string, tenantId: string): ReadonlyMap<string, TypeBehaviour> {
  const types = new Map<string, TypeBehaviour>()
  for (const entry of JSON.parse(readFileSync(file, 'utf8')) as TypeBehaviour[]) {
    const type = { ...entry, listPath: entry.listPath.replace('{tenantId}', tenantId) }
    if (!type.listPath.includes('{') && !types.has(type.listPath)) types.set(type.listPath, type)
  }
  return types
}

/** Collections below objects of others, by their name: their path has the parent's key in braces. */
export function loadNested(file: string): ReadonlyMap<string, string> {
  return new Map(
    (JSON.parse(readFileSync(file, 'utf8')) as TypeBehaviour[])
      .filter((type) => type.listPath.replace('{tenantId}', '').includes('{'))
      .map((type) => [type.key, type.listPath]),
  )
}

/** The status code that the type answers with for an operation, or a default. */
export function statusCode(type: TypeBehaviour | undefined, operation: string, fallback: number): number {
  const code = type?.statusCodes?.[operation]
  return typeof code === 'number' ? code : fallback
}

/** Refused properties that apply to a type: `a, b (winGetApp)` applies to that one, prose and doubts (`c?`) to none. */
export function refusedNames(entries: readonly string[] | undefined, type: string): ReadonlySet<string> {
  return new Set(
    (entries ?? []).flatMap((entry) => {
      const [, names, of] = /^(\w+(?:, \w+)*)(?: \((\w+)\))?$/.exec(entry) ?? []
      return names !== undefined && (of === undefined || of === type) ? names.split(', ') : []
    }),
  )
}
