import type { PolicyType } from '../policy-type.ts'
import { shortType, usual } from '../building-blocks/shared.ts'

/** Named locations of Entra: addresses and countries. The compliant network is made by the service (G-116). */
export const namedLocations: PolicyType = {
  ...usual,
  key: 'namedLocations',
  title: 'Named locations',
  noun: { one: 'named location', many: 'named locations' },
  category: ['Entra', 'Named locations'],
  path: '/identity/conditionalAccess/namedLocations',
  rootType: 'namedLocation',
  nameProperty: 'displayName',
  scopeTagProperty: null,
  foundation: true,
  phase: 50,
  area: 'Policy',
  service: 'conditional-access',
  optional: 'entra',
  capture: { byId: null, parts: [] },
  unordered: ['countriesAndRegions', 'ipRanges'],
  references: [],
  assignments: null,
  write: {
    update: 'PATCH',
    readOnly: ['id', 'createdDateTime', 'modifiedDateTime', 'deletedDateTime'],
    createOnly: [],
    inline: [],
    blockedCreate: (policy) => (writable.test(shortType(policy)) ? null : 'Entra makes this location itself.'),
    blockedUpdate: (policy) => (writable.test(shortType(policy)) ? null : 'Entra makes this location itself.'),
  },
  restore: {
    how: 'partial',
    reason: 'Addresses and countries are restored; locations that Entra makes itself are not.',
  },
  platformOf: () => 'All platforms',
  kindOf: (policy) =>
    shortType(policy) === 'ipNamedLocation'
      ? 'IP ranges'
      : shortType(policy) === 'countryNamedLocation'
        ? 'Countries'
        : 'Made by Entra',
}

const writable = /^(ip|country)NamedLocation$/
