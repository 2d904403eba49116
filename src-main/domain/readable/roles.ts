import { objects, strings, type Json } from '../json.ts'
import type { ReadableContext } from '../policy-types/policy-type.ts'
import { genericSections } from './generic.ts'
import type { ReadableRow, ReadableSection } from './readable.ts'
import { label } from './words.ts'

/** What a role allows, by resource: `Microsoft.Intune_MobileApps_Read` -> Mobile apps: Read (spec 030). */
export function roleSections(policy: Json, context: ReadableContext): ReadableSection[] {
  const actions = objects(policy['rolePermissions'] ?? policy['permissions']).flatMap((permission) => objects(permission['resourceActions']))
  const allowed = byResource(actions.flatMap((action) => strings(action['allowedResourceActions'])))
  const denied = byResource(actions.flatMap((action) => strings(action['notAllowedResourceActions'])))
  return [
    ...(allowed.length > 0 ? [{ title: 'Allowed', rows: allowed }] : []),
    ...(denied.length > 0 ? [{ title: 'Not allowed', rows: denied }] : []),
    ...genericSections(policy, context, ['rolePermissions', 'permissions', 'isBuiltInRoleDefinition']),
  ]
}

function byResource(operations: readonly string[]): ReadableRow[] {
  const found = new Map<string, Set<string>>()
  for (const operation of operations) {
    const [, resource = operation, action = ''] = /^Microsoft\.Intune_(.+)_([^_]+)$/.exec(operation) ?? []
    found.set(resource, (found.get(resource) ?? new Set()).add(action ? label(action) : 'Allowed'))
  }
  return [...found].toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([resource, verbs]) => ({ key: `role/${resource}`, name: label(resource.replaceAll('_', ' ')), value: [...verbs].toSorted().join(', '), depth: 0 }))
}
