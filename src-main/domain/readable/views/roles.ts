import { isObject, objects, strings, text, type Json } from '../../json.ts'
import type { ReadableContext } from '../../policy-types/policy-type.ts'
import { genericSections } from '../generic.ts'
import type { ReadableRow, ReadableSection } from '../readable.ts'
import { label, inWords } from '../spelling.ts'
import { words } from '../words.ts'

/** What a role allows, by resource: `Microsoft.Intune_MobileApps_Read` -> Mobile apps: Read (spec 030). */
export function roleSections(policy: Json, context: ReadableContext): ReadableSection[] {
  const actions = objects(policy['rolePermissions'] ?? policy['permissions']).flatMap((permission) =>
    objects(permission['resourceActions']),
  )
  const allowed = byResource(actions.flatMap((action) => strings(action['allowedResourceActions'])))
  const denied = byResource(actions.flatMap((action) => strings(action['notAllowedResourceActions'])))
  return [
    ...(allowed.length > 0 ? [{ title: words.roles.allowed, rows: allowed }] : []),
    ...(denied.length > 0 ? [{ title: words.roles.notAllowed, rows: denied }] : []),
    ...genericSections(policy, context, ['rolePermissions', 'permissions', 'isBuiltInRoleDefinition']),
  ]
}

/** Who has which role, over whom (spec 030). */
export function roleAssignmentSections(policy: Json, context: ReadableContext): ReadableSection[] {
  const role = isObject(policy['roleDefinition']) ? policy['roleDefinition'] : {}
  const groups = (property: string): ReadableRow[] =>
    strings(policy[property]).map((id) => ({
      key: `${property}/${id}`,
      name: words.roles.group,
      value: context.nameOf('groups', id) ?? words.assignments.unknownGroup(id),
      depth: 0,
    }))
  const scopes = strings(policy['resourceScopes']).length > 0 ? groups('resourceScopes') : groups('scopeMembers')
  const tags = objects(policy['roleScopeTags'])
    .map((tag) => text(tag['displayName']))
    .filter(Boolean)
  return [
    {
      title: words.roles.role,
      rows: [
        {
          key: 'role',
          name: words.roles.role,
          value: context.nameOf('roleDefinitions', text(role['id'])) ?? (text(role['displayName']) || text(role['id'])),
          depth: 0,
        },
      ],
    },
    { title: words.roles.members, rows: groups('members') },
    {
      title: words.roles.scope,
      rows: [
        { key: 'scopeType', name: words.roles.scope, value: inWords(policy['scopeType']), depth: 0 },
        ...scopes,
        ...(tags.length > 0
          ? [{ key: 'tags', name: words.basics.scopeTags, value: tags.toSorted().join(', '), depth: 0 }]
          : []),
      ],
    },
  ].filter((section) => section.rows.length > 0)
}

function byResource(operations: readonly string[]): ReadableRow[] {
  const found = new Map<string, Set<string>>()
  for (const operation of operations) {
    const [, resource = operation, action = ''] = /^Microsoft\.Intune_(.+)_([^_]+)$/.exec(operation) ?? []
    found.set(resource, (found.get(resource) ?? new Set()).add(action ? label(action) : words.roles.allowed))
  }
  return [...found]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([resource, verbs]) => ({
      key: `role/${resource}`,
      name: label(resource.replaceAll('_', ' ')),
      value: [...verbs].toSorted().join(', '),
      depth: 0,
    }))
}
