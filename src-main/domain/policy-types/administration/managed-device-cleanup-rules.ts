import { platformOfWord } from '../building-blocks/platform-words.ts'
import { text } from '../../json.ts'
import type { PolicyType } from '../policy-type.ts'
import { usual, usualReadOnly } from '../building-blocks/shared.ts'

/** Rules that remove devices which no longer check in; one for each platform (G-228). */
export const managedDeviceCleanupRules: PolicyType = {
  ...usual,
  key: 'managedDeviceCleanupRules',
  title: 'Device clean-up rules',
  noun: { one: 'clean-up rule', many: 'clean-up rules' },
  category: ['Devices', 'Organize devices'],
  path: '/deviceManagement/managedDeviceCleanupRules',
  rootType: 'managedDeviceCleanupRule',
  nameProperty: 'displayName',
  apartByPlatform: true,
  scopeTagProperty: null,
  unordered: [],
  references: [],
  phase: 55,
  area: 'Configuration',
  service: 'other',
  capture: { byId: null, parts: [] },
  assignments: null,
  write: {
    update: 'PATCH',
    readOnly: usualReadOnly,
    createOnly: [],
    inline: [],
    optIn: () => 'A clean-up rule removes devices from Intune. Include it only if you want that.',
  },
  platformOf: (rule) => platformOfWord(text(rule['deviceCleanupRulePlatformType'])),
  kindOf: () => 'Device clean-up rule',
}
