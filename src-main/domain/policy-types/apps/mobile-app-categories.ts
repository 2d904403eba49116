import { text, type Json } from '../../json.ts'
import type { PolicyType } from '../policy-type.ts'
import { usual } from '../building-blocks/shared.ts'

/** App categories. Those that every tenant has carry the date 0001-01-01 (G-95): matched by name, never written. */
export const mobileAppCategories: PolicyType = {
  ...usual,
  key: 'mobileAppCategories',
  title: 'App categories',
  noun: { one: 'app category', many: 'app categories' },
  category: ['Apps', 'App categories'],
  path: '/deviceAppManagement/mobileAppCategories',
  rootType: 'mobileAppCategory',
  nameProperty: 'displayName',
  scopeTagProperty: null,
  foundation: true,
  phase: 15,
  area: 'Apps',
  service: 'applications',
  capture: { byId: null, parts: [] },
  unordered: [],
  references: [],
  assignments: null,
  write: {
    update: 'PATCH',
    readOnly: ['id', 'lastModifiedDateTime'],
    createOnly: [],
    inline: [],
    blockedUpdate: (policy) =>
      isBuiltIn(policy) ? 'Every tenant has this category. TenantAtlas never changes it.' : null,
  },
  platformOf: () => 'All platforms',
  kindOf: (policy) => (isBuiltIn(policy) ? 'Built-in app category' : 'App category'),
}

const isBuiltIn = (policy: Json): boolean => text(policy['lastModifiedDateTime']).startsWith('0001-01-01')
