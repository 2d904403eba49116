import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { objects, type Json } from '#domain/json.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { policyTypes } from '#domain/policy-types/registry.ts'
import { addBuiltIns } from '#simulator/complete.ts'
import { loadContract } from '#simulator/contract.ts'
import { seedFolder } from '#simulator/seed.ts'
import { collection, createTenant, type Tenant } from '#simulator/tenant.ts'
import { loadNested, loadTypes } from '#simulator/types.ts'

const resources = resolve(import.meta.dirname, '../../resources')

/** How many objects a simulated tenant holds. */
export interface SeedCounts {
  /** What a capture finds where the Entra types are off, as they are in a tenant that was just connected. */
  readonly policies: number
  /** The same with the Entra types. */
  readonly withEntra: number
  /** With every type that can be turned on. */
  readonly all: number
  readonly byType: ReadonlyMap<string, number>
}

/**
 * Counts the objects of a seed, together with what every tenant holds from its first day.
 *
 * @param seed a folder below `resources`; nothing for a tenant that holds only what every tenant has
 */
export function seedCounts(seed?: 'demo' | 'golden'): SeedCounts {
  const id = '00000000-0000-4000-8000-000000000000'
  const tenant = createTenant({
    id,
    name: 'Counted',
    contract: loadContract(join(resources, 'graph-contract.json')),
    types: loadTypes(join(resources, 'graph-types.json'), id),
    nested: loadNested(join(resources, 'graph-types.json')),
    templates: JSON.parse(readFileSync(join(resources, 'policy-templates.json'), 'utf8')) as Record<string, Json>,
  })
  addBuiltIns(tenant)
  if (seed) seedFolder(tenant, join(resources, seed))
  const byType = new Map(policyTypes.map((type) => [type.key, objectsOf(tenant, type).length]))
  const sum = (types: readonly PolicyType[]) => types.reduce((total, type) => total + byType.get(type.key)!, 0)
  return {
    policies: sum(policyTypes.filter((type) => type.optional === undefined)),
    withEntra: sum(policyTypes.filter(({ optional }) => optional === undefined || optional === 'entra')),
    all: sum(policyTypes),
    byType,
  }
}

/** Objects of a type, also of one that shares its collection with another, or that lies below the objects of another. */
function objectsOf(tenant: Tenant, type: PolicyType): Json[] {
  const [path = '', below] = type.path.replace('{tenantId}', tenant.id).split(/\/\{\w+\}\//)
  const items = [...collection(tenant, path).values()]
  const all = below === undefined ? items : items.flatMap((parent) => objects(parent[below]))
  return all.filter((item) => type.holds?.(item) ?? true)
}
