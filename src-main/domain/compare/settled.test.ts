import { expect, it } from 'vitest'
import { policyTypeOf } from '../policy-types/registry.ts'
import { settledBy } from './settled.ts'

const rules = (...types: string[]) => types.map((type) => policyTypeOf(type).settings!)

it('knows what is merged, and where the strictest value applies (043-7)', () => {
  const exclusions = 'device_vendor_msft_policy_config_defender_excludedpaths'
  expect(settledBy(exclusions, ['C:\\a', 'C:\\b'], rules('configurationPolicies'))).toBe('merge')
  const ids = 'device_vendor_msft_policy_config_deviceinstallation_allowinstallationofmatchingdeviceids'
  expect(settledBy(ids, ['a', 'b'], rules('configurationPolicies'))).toBe('merge')
  // A rule with two values isn't applied at all, which nobody wanted (G-264).
  const asr = 'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockwebshellcreationforservers'
  expect(settledBy(asr, ['Audit', 'Block'], rules('configurationPolicies'))).toBeNull()
  expect(settledBy('x/passwordRequired', ['Yes', 'No'], rules('deviceCompliancePolicies'))).toBe('strictest')
  expect(settledBy('x/passwordRequired', ['8', '6'], rules('deviceCompliancePolicies'))).toBe('strictest')
  expect(settledBy('x/pinRequired', ['Yes', 'No'], rules('iosManagedAppProtections'))).toBe('strictest')
  expect(settledBy('x/maximumPinRetries', ['5', '10'], rules('iosManagedAppProtections'))).toBeNull()
  expect(settledBy('x/y', ['1', '2'], rules('deviceConfigurations', 'deviceCompliancePolicies'))).toBeNull()
})
