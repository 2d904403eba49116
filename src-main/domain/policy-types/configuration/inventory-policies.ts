import { text } from '../../json.ts'
import type { PolicyType } from '../policy-type.ts'
import { platformOfWord } from '../building-blocks/platform-words.ts'
import { settingsPart } from '../building-blocks/settings.ts'
import { assignmentsPart, usual, usualAssignments, usualReadOnly } from '../building-blocks/shared.ts'

/** Properties catalog: what devices report to the inventory. A twin of the settings catalog (G-238). */
export const inventoryPolicies: PolicyType = {
  ...usual,
  key: 'inventoryPolicies',
  title: 'Properties catalog',
  noun: { one: 'inventory policy', many: 'inventory policies' },
  category: ['Devices', 'Configuration'],
  path: '/deviceManagement/inventoryPolicies',
  rootType: 'deviceManagementInventoryPolicy',
  nameProperty: 'name',
  apartByPlatform: true,
  phase: 62,
  area: 'Configuration',
  service: 'device-config-v2',
  isUnproven: true,
  capture: {
    byId: null,
    parts: [
      { ...settingsPart, routes: ['below'] },
      { ...assignmentsPart, routes: ['below'] },
    ],
  },
  volatile: ['settingCount', 'creationSource', 'settings[].id'],
  unordered: ['roleScopeTagIds', 'settings'],
  assignments: usualAssignments,
  write: {
    update: 'PUT',
    readOnly: [...usualReadOnly, 'settingCount', 'creationSource'],
    createOnly: ['platforms', 'technologies', 'templateReference'],
    inline: ['settings'],
  },
  platformOf: (policy) => platformOfWord(text(policy['platforms'])),
  kindOf: () => 'Properties catalog',
}
