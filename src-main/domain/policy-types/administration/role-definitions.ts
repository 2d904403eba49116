import { objects, strings, without, type Json } from '../../json.ts'
import { roleSections } from '../../readable/views/roles.ts'
import type { PolicyType } from '../policy-type.ts'
import { usual } from '../building-blocks/shared.ts'

/** Intune roles. `permissions` is an old alias of `rolePermissions` (G-110); built-in roles are the same everywhere and never written (spec 030). */
export const roleDefinitions: PolicyType = {
  ...usual,
  key: 'roleDefinitions',
  title: 'Roles',
  noun: { one: 'role', many: 'roles' },
  category: ['Tenant administration', 'Roles'],
  path: '/deviceManagement/roleDefinitions',
  rootType: 'deviceAndAppManagementRoleDefinition',
  nameProperty: 'displayName',
  foundation: true,
  phase: 20,
  area: 'RBAC',
  service: 'rbac',
  capture: { byId: null, parts: [] },
  assignments: null,
  normalise: (policy) => ({
    ...without(policy, ['permissions']),
    rolePermissions: objects(policy['rolePermissions'] ?? policy['permissions']).map(comparablePermission),
  }),
  write: {
    update: 'PATCH',
    readOnly: ['id', 'isBuiltIn', 'isBuiltInRoleDefinition', 'permissions', 'roleAssignments'],
    createOnly: [],
    inline: [],
    prepare: (body, _purpose, document) => ({
      ...body,
      rolePermissions: objects(document['rolePermissions'] ?? document['permissions']).map((permission) => ({
        resourceActions: objects(permission['resourceActions']).map((action) => without(action, ['@odata.type'])),
      })),
    }),
    blockedCreate: (policy) => (policy['isBuiltIn'] === true ? 'Built-in roles exist in every tenant.' : null),
    blockedUpdate: (policy) => (policy['isBuiltIn'] === true ? 'TenantAtlas never changes a built-in role.' : null),
  },
  platformOf: () => 'All platforms',
  kindOf: (policy) => (policy['isBuiltIn'] === true ? 'Built-in role' : 'Custom role'),
  readable: roleSections,
}

const comparablePermission = (permission: Json): Json => ({
  resourceActions: objects(permission['resourceActions']).map((action) => ({
    allowedResourceActions: strings(action['allowedResourceActions']).toSorted(),
    notAllowedResourceActions: strings(action['notAllowedResourceActions']).toSorted(),
  })),
})
