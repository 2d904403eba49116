import type { PolicyType } from '../policy-type.ts'
import { usual } from '../building-blocks/shared.ts'

/** Terms of use. Graph doesn't always return the PDF, and a new PDF makes everybody accept again (G-242). */
export const agreements: PolicyType = {
  ...usual,
  key: 'agreements',
  title: 'Terms of use',
  noun: { one: 'terms of use', many: 'terms of use' },
  category: ['Entra', 'Conditional Access'],
  path: '/identityGovernance/termsOfUse/agreements',
  rootType: 'agreement',
  nameProperty: 'displayName',
  scopeTagProperty: null,
  unordered: ['files'],
  // A file has an ID of its own in each tenant.
  local: ['files[].id', 'files[].createdDateTime'],
  references: [],
  foundation: true,
  phase: 50,
  area: 'Agreements',
  service: 'identity',
  optional: 'entra',
  isUnproven: true,
  capture: {
    byId: null,
    parts: [{ property: 'files', path: 'files', routes: ['object', 'below'], optional: true }],
  },
  assignments: null,
  write: {
    update: 'PATCH',
    readOnly: ['id', 'file', 'files', 'acceptances'],
    createOnly: [],
    inline: [],
    blockedCreate: () => "Graph doesn't return the PDF. Upload it in the Microsoft Entra admin center.",
  },
  restore: {
    how: 'update-only',
    reason:
      "Name and rules are restored. Graph doesn't return the PDF, so deleted terms of use must be uploaded again.",
  },
  platformOf: () => 'All platforms',
  kindOf: () => 'Terms of use',
}
