import type { Json } from '#domain/json.ts'
import { pathOf } from '#domain/policy-types/kinds.ts'
import { findPolicyType, policyTypes, policyTypeOf } from '#domain/policy-types/registry.ts'
import type { SimulatedObject } from '../ports/ports.ts'
import type { PlanRow } from '../ports/plans.ts'
import type { ReadStore } from '../ports/store.ts'

/**
 * The known state of a tenant: the latest captured version of every object, what the plan read more recently, and name
 * and ID of objects that neither has completely.
 */
export async function tenantState(store: ReadStore, plan: PlanRow): Promise<SimulatedObject[]> {
  const found = new Map<string, SimulatedObject>()
  const put = (path: string, document: Json) => void found.set(`${path}/${String(document['id'])}`, { path, document })
  // Every tenant has these objects, captured or not.
  for (const type of policyTypes) for (const document of type.inEveryTenant ?? []) put(type.path, document)
  for (const [key, name] of await store.directory.names(plan.tenantId)) {
    const [kind, id] = splitKey(key)
    const path = findPolicyType(kind) ? undefined : pathOf(kind)
    if (path) put(path, { id, displayName: name })
  }
  // For referenced objects, the name is enough. Completely captured objects replace them below.
  for (const [kind, entries] of Object.entries(await store.plans.targets(plan.id))) {
    const type = findPolicyType(kind)
    const path = type && !type.foundation ? undefined : pathOf(kind)
    if (path) for (const { id, name } of entries) put(path, { id, [type?.nameProperty ?? 'displayName']: name })
  }
  for (const policy of await store.policies.list(plan.tenantId)) {
    if (policy.state === 'missing' || policy.versionId === null) continue
    put(policyTypeOf(policy.type).path, await store.versions.document(policy.versionId))
  }
  for (const { seq } of await store.plans.items(plan.id)) {
    const item = await store.plans.item(plan.id, seq)
    if (item?.live) put(policyTypeOf(item.type).path, item.live)
  }
  return [...found.values()]
}

/** `kind/id`. An ID can contain slashes. */
const splitKey = (key: string): [string, string] => [key.slice(0, key.indexOf('/')), key.slice(key.indexOf('/') + 1)]
