import type { PolicyType } from '../policy-type.ts'
import { informationProtection } from '../building-blocks/windows-information-protection.ts'

/** Windows Information Protection with enrollment, a retired feature (spec 029). */
export const mdmWindowsInformationProtectionPolicies: PolicyType = {
  ...informationProtection('/deviceAppManagement/mdmWindowsInformationProtectionPolicies'),
  key: 'mdmWindowsInformationProtectionPolicies',
  title: 'Windows Information Protection (with enrollment)',
  rootType: 'mdmWindowsInformationProtectionPolicy',
  kindOf: () => 'WIP with enrollment',
}
