import type { PolicyType } from '../policy-type.ts'
import { informationProtection } from '../building-blocks/windows-information-protection.ts'

/** Windows Information Protection without enrollment, a retired feature (spec 029). */
export const windowsInformationProtectionPolicies: PolicyType = {
  ...informationProtection('/deviceAppManagement/windowsInformationProtectionPolicies'),
  key: 'windowsInformationProtectionPolicies',
  title: 'Windows Information Protection (without enrollment)',
  rootType: 'windowsInformationProtectionPolicy',
  kindOf: () => 'WIP without enrollment',
}
