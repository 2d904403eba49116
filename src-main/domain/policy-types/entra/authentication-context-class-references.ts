import { text } from '../../json.ts'
import type { PolicyType } from '../policy-type.ts'
import { usual } from '../building-blocks/shared.ts'

/** Authentication contexts. There are 99 fixed IDs, and an ID means something else in every tenant (G-241). */
export const authenticationContextClassReferences: PolicyType = {
  ...usual,
  key: 'authenticationContextClassReferences',
  title: 'Authentication contexts',
  noun: { one: 'authentication context', many: 'authentication contexts' },
  category: ['Entra', 'Conditional Access'],
  path: '/identity/conditionalAccess/authenticationContextClassReferences',
  rootType: 'authenticationContextClassReference',
  nameProperty: 'displayName',
  scopeTagProperty: null,
  unordered: [],
  references: [],
  foundation: true,
  phase: 50,
  area: 'Policy',
  service: 'conditional-access',
  optional: 'entra',
  capture: { byId: null, parts: [] },
  assignments: null,
  write: {
    update: 'PATCH',
    readOnly: ['id'],
    createOnly: [],
    inline: [],
    // The request that creates a context changes the one that has its ID already.
    blockedCreate: (context) =>
      `Create "${text(context['displayName'])}" in the Microsoft Entra admin center. Its ID there may mean something else.`,
  },
  restore: {
    how: 'update-only',
    reason:
      'Name, description and availability are restored. New contexts are created in the Microsoft Entra admin center.',
  },
  platformOf: () => 'All platforms',
  kindOf: () => 'Authentication context',
}
