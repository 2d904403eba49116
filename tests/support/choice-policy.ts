import type { Json } from '#domain/json.ts'
import { demo, guid } from '#tests/support/restored.ts'

export const bitLocker = 'device_vendor_msft_bitlocker_requiredeviceencryption'

/** A Settings catalog policy that sets one setting to one of its options. */
export const choicePolicy = (
  index: number,
  value: number,
  assignments: readonly Json[],
  { name = `Policy ${index}`, setting = bitLocker }: { readonly name?: string; readonly setting?: string } = {},
): Json => ({
  ...demo('configurationPolicies'),
  id: guid(index),
  name,
  assignments,
  templateReference: { templateId: '' },
  technologies: 'mdm',
  settings: [
    {
      id: '0',
      settingInstance: {
        '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance',
        settingDefinitionId: setting,
        choiceSettingValue: { value: `${setting}_${value}`, children: [] },
      },
    },
  ],
})
