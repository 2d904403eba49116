import type { PolicyType } from '../policy-type.ts'
import { mobilityManagement } from '../building-blocks/mobility-management.ts'

/** Who is enrolled automatically for app management (G-239). */
export const mobileAppManagementPolicies: PolicyType = {
  ...mobilityManagement('/policies/mobileAppManagementPolicies'),
  key: 'mobileAppManagementPolicies',
  title: 'Automatic enrollment (MAM)',
  noun: { one: 'MAM enrollment scope', many: 'MAM enrollment scopes' },
  rootType: 'mobilityManagementPolicy',
  isUnproven: true,
  kindOf: () => 'MAM user scope',
}
