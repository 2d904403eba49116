import { text } from '../../json.ts'
import { scriptSections } from '../../readable/views/scripts.ts'
import type { PolicyType } from '../policy-type.ts'
import { usual, usualReadOnly } from '../building-blocks/shared.ts'

/** Detection scripts of custom compliance. They have no assignments: a compliance policy uses them (spec 026). */
export const deviceComplianceScripts: PolicyType = {
  ...usual,
  key: 'deviceComplianceScripts',
  title: 'Compliance scripts',
  noun: { one: 'compliance script', many: 'compliance scripts' },
  category: ['Devices', 'Compliance', 'Scripts'],
  path: '/deviceManagement/deviceComplianceScripts',
  rootType: 'deviceComplianceScript',
  nameProperty: 'displayName',
  foundation: true,
  phase: 30,
  area: 'Scripts',
  service: 'scripts',
  capture: { byId: {}, parts: [] },
  assignments: null,
  write: { update: 'PATCH', readOnly: [...usualReadOnly], createOnly: [], inline: [] },
  platformOf: (policy) => (text(policy['platform']).startsWith('mac') ? 'macOS' : 'Windows'),
  kindOf: () => 'Custom compliance script',
  readable: (policy, context) =>
    scriptSections(policy, context, [
      {
        property: 'detectionScriptContent',
        language: text(policy['platform']).startsWith('mac') ? 'shell' : 'powershell',
        title: 'Detection script',
      },
    ]),
}
