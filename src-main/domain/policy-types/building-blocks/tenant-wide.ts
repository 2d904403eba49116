import type { PolicyType } from '../policy-type.ts'
import { usual } from './shared.ts'

/** Settings that every tenant has once, at a path that is one object. A restore changes them, and never makes them. */
export const tenantWide = {
  ...usual,
  single: true,
  scopeTagProperty: null,
  unordered: [],
  references: [],
  assignments: null,
  restore: {
    how: 'update-only',
    reason: 'Every tenant has these settings once. A restore changes them, and never creates or deletes them.',
  },
  identityOf: () => 'settings of the tenant',
  platformOf: () => 'All platforms',
} as const satisfies Partial<PolicyType>

/** How such settings are written: one by one, and only if somebody includes them in the preview. */
export const tenantWideWrite = {
  update: 'PATCH',
  createOnly: [],
  inline: [],
  blockedCreate: () => "The target tenant doesn't have these settings. Set them up in the admin center first.",
  optIn: () => 'These settings apply to the whole tenant. Include them only if you want to change them.',
} as const satisfies Partial<PolicyType['write']>
