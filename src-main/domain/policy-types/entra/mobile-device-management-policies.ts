import type { PolicyType } from '../policy-type.ts'
import { mobilityManagement } from '../building-blocks/mobility-management.ts'

/** Who is enrolled automatically for device management (G-239). */
export const mobileDeviceManagementPolicies: PolicyType = {
  ...mobilityManagement('/policies/mobileDeviceManagementPolicies'),
  key: 'mobileDeviceManagementPolicies',
  title: 'Automatic enrollment (MDM)',
  noun: { one: 'MDM enrollment scope', many: 'MDM enrollment scopes' },
  rootType: 'mobilityManagementPolicy',
  kindOf: () => 'MDM user scope',
}
