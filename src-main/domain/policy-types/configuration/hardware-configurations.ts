import { text } from '../../json.ts'
import { scriptSections } from '../../readable/views/scripts.ts'
import type { PolicyType } from '../policy-type.ts'
import { assignmentsPart, groupsOnly, usual, usualReadOnly } from '../building-blocks/shared.ts'

/** BIOS configurations: a manufacturer's file for the firmware of its devices. */
export const hardwareConfigurations: PolicyType = {
  ...usual,
  key: 'hardwareConfigurations',
  title: 'BIOS configurations',
  noun: { one: 'BIOS configuration', many: 'BIOS configurations' },
  category: ['Devices', 'Configuration', 'BIOS'],
  path: '/deviceManagement/hardwareConfigurations',
  rootType: 'hardwareConfiguration',
  nameProperty: 'displayName',
  phase: 50,
  area: 'Configuration',
  service: 'other',
  capture: { byId: null, parts: [assignmentsPart] },
  assignments: { ...groupsOnly, bodyKey: 'hardwareConfigurationAssignments' },
  write: {
    update: 'PATCH',
    readOnly: [...usualReadOnly, 'deviceRunStates', 'userRunStates', 'runSummary'],
    createOnly: [],
    inline: [],
  },
  platformOf: () => 'Windows',
  kindOf: (policy) =>
    text(policy['hardwareConfigurationFormat']) === 'dell' ? 'Dell BIOS configuration' : 'BIOS configuration',
  readable: (policy, context) =>
    scriptSections(policy, context, [
      { property: 'configurationFileContent', language: 'text', title: 'Configuration file' },
    ]),
}
