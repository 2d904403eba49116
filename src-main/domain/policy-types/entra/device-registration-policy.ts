import type { PolicyType, ReferenceRule } from '../policy-type.ts'
import { tenantWide, tenantWideWrite } from '../building-blocks/tenant-wide.ts'

const memberships = [
  'azureADJoin.allowedToJoin',
  'azureADJoin.localAdmins.registeringUsers',
  'azureADRegistration.allowedToRegister',
]
const membersOf = (kind: 'groups' | 'users'): ReferenceRule[] =>
  memberships.map((path) => ({
    path: `${path}.${kind}[]`,
    to: kind,
    relation: 'assigned to',
    whenMissing: 'block',
  }))

/** Who may join and register devices, and whether Windows LAPS is on. The whole policy is written at once (G-240). */
export const deviceRegistrationPolicy: PolicyType = {
  ...tenantWide,
  key: 'deviceRegistrationPolicy',
  title: 'Device registration',
  noun: { one: 'device registration policy', many: 'device registration policies' },
  category: ['Entra', 'Devices'],
  path: '/policies/deviceRegistrationPolicy',
  rootType: 'deviceRegistrationPolicy',
  nameProperty: 'displayName',
  phase: 45,
  area: 'DeviceRegistration',
  service: 'conditional-access',
  optional: 'entra',
  capture: { byId: null, parts: [] },
  unordered: memberships.flatMap((path) => [`${path}.groups`, `${path}.users`]),
  references: [...membersOf('groups'), ...membersOf('users')],
  write: {
    ...tenantWideWrite,
    update: 'PUT',
    readOnly: ['id', 'displayName', 'description'],
    decisive: ['azureADJoin', 'azureADRegistration'],
  },
  kindOf: () => 'Device registration',
}
