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
    blockedCreate: (policy) => (writable.test(shortType(policy)) ? null : 'Microsoft Entra creates this location.'),
    blockedUpdate: (policy) => (writable.test(shortType(policy)) ? null : 'Microsoft Entra creates this location.'),
  },
  restore: {
    how: 'partial',
    reason: 'IP ranges and countries are restored. Locations that Microsoft Entra creates are not.',
  },
  platformOf: () => 'All platforms',
  kindOf: (policy) =>
    shortType(policy) === 'ipNamedLocation'
      ? 'IP ranges'
      : shortType(policy) === 'countryNamedLocation'
        ? 'Countries'
        : 'Created by Microsoft Entra',
}

const writable = /^(ip|country)NamedLocation$/
