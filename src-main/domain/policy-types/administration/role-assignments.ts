import { isObject, objects, strings, text, type Json } from '../../json.ts'
import { roleAssignmentSections } from '../../readable/views/roles.ts'
import type { PolicyType } from '../policy-type.ts'
import { defaultScopeTag, scopeTagKind, scopeTagReference, usual } from '../building-blocks/shared.ts'

/** Who has which Intune role, over whom. Lists leave out members and scopes: each is read by itself (G-109). */
export const roleAssignments: PolicyType = {
  ...usual,
  key: 'roleAssignments',
  title: 'Role assignments',
  noun: { one: 'role assignment', many: 'role assignments' },
  category: ['Tenant administration', 'Roles'],
  path: '/deviceManagement/roleAssignments',
  rootType: 'deviceAndAppManagementRoleAssignment',
  nameProperty: 'displayName',
  phase: 80,
  area: 'RBAC',
  service: 'rbac',
  capture: {
    byId: { expand: 'roleDefinition,microsoft.graph.deviceAndAppManagementRoleAssignment/roleScopeTags' },
    parts: [],
  },
  unordered: ['roleScopeTagIds', 'roleScopeTags', 'members', 'resourceScopes', 'scopeMembers'],
  references: [
    scopeTagReference,
    { path: 'members[]', to: 'groups', relation: 'reaches', whenMissing: 'remove' },
    { path: 'resourceScopes[]', to: 'groups', relation: 'reaches', whenMissing: 'block' },
    { path: 'scopeMembers[]', to: 'groups', relation: 'reaches', whenMissing: 'block' },
    {
      path: 'roleDefinition.id',
      to: 'roleDefinitions',
      relation: 'grants role',
      whenMissing: 'block',
      name: (role) => text(role['displayName']),
    },
    // Without its tags an assignment would reach all objects.
    {
      path: 'roleScopeTags[].id',
      to: scopeTagKind,
      relation: 'scoped by',
      whenMissing: 'block',
      fixed: [defaultScopeTag.id],
      name: (tag) => text(tag['displayName']),
    },
  ],
  assignments: null,
  normalise: (policy) => ({
    ...policy,
    roleDefinition: idOnly(policy['roleDefinition']),
    roleScopeTags: objects(policy['roleScopeTags']).map(idOnly),
    resourceScopes: scopes(policy),
    scopeMembers: null,
  }),
  write: {
    update: 'PATCH',
    readOnly: ['id', 'scopeMembers', 'roleScopeTagIds', 'roleScopeTags'],
    createOnly: ['roleDefinition', 'scopeType', 'roleScopeTags'],
    inline: [],
    optIn: () => 'A role assignment gives people permissions in Intune. It is written only if you include it here.',
    worsened: (wanted, found) =>
      isWithin(strings(found['members']), strings(wanted['members'])) &&
      isWithin(strings(scopes(found)), strings(scopes(wanted)))
        ? null
        : 'Intune stored more members or scopes than were written.',
    prepare: (body, purpose, document, { bind }) => {
      const role = text(idOnly(document['roleDefinition'])['id'])
      const whole = { ...body, resourceScopes: scopes(document) }
      if (purpose === 'update')
        return { ...whole, roleDefinition: role, roleScopeTags: objects(document['roleScopeTags']).map(idOnly) }
      const tags = objects(document['roleScopeTags']).map((tag) =>
        bind(`/deviceManagement/roleScopeTags('${text(tag['id'])}')`),
      )
      return {
        ...whole,
        'roleDefinition@odata.bind': bind(`/deviceManagement/roleDefinitions('${role}')`),
        ...(tags.length > 0 ? { 'roleScopeTags@odata.bind': tags } : {}),
      }
    },
  },
  note: 'Not restored unless you include it.',
  platformOf: () => 'All platforms',
  kindOf: () => 'Role assignment',
  readable: roleAssignmentSections,
}

const isWithin = (some: readonly string[], all: readonly string[]): boolean => some.every((id) => all.includes(id))

const idOnly = (value: unknown): Json => (isObject(value) ? { id: value['id'] } : {})

/** `scopeMembers` is the old name of `resourceScopes` (G-110). */
const scopes = (policy: Json): unknown => {
  const now = policy['resourceScopes']
  return Array.isArray(now) && now.length > 0 ? now : (policy['scopeMembers'] ?? now ?? [])
}
