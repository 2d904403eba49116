import type { PolicyType } from '../policy-type.ts'
import { assignmentsBelow, defaultScopeTag, full, usualAssignments } from '../building-blocks/shared.ts'

/** Scope tags (`roleScopeTag`). Ids are small numbers that differ from tenant to tenant: mapped by name. */
export const roleScopeTags: PolicyType = {
  key: 'roleScopeTags',
  title: 'Scope tags',
  noun: { one: 'scope tag', many: 'scope tags' },
  category: ['Tenant administration', 'Scope tags'],
  path: '/deviceManagement/roleScopeTags',
  rootType: 'roleScopeTag',
  nameProperty: 'displayName',
  scopeTagProperty: null,
  foundation: true,
  phase: 5,
  area: 'RBAC',
  service: 'rbac',
  // `$expand=assignments` answers empty in lists (G-107): assignments are read per tag.
  capture: { byId: null, parts: [assignmentsBelow] },
  volatile: [],
  unordered: [],
  references: [],
  inEveryTenant: [defaultScopeTag],
  settings: null,
  assignments: { ...usualAssignments, targets: ['group'], filters: false, onlyMarks: true },
  write: {
    update: 'PATCH',
    readOnly: ['id', 'isBuiltIn', 'assignments'],
    createOnly: [],
    inline: [],
    blockedCreate: (policy) => (policy['isBuiltIn'] === true ? 'The built-in scope tag exists in every tenant.' : null),
    blockedUpdate: (policy) =>
      policy['isBuiltIn'] === true ? 'TenantAtlas never changes the built-in scope tag.' : null,
  },
  restore: full,
  platformOf: () => 'All platforms',
  kindOf: () => 'Scope tag',
}
