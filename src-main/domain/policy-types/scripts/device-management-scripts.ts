import { scriptSections } from '../../readable/views/scripts.ts'
import type { PolicyType } from '../policy-type.ts'
import { assignmentsPart, usual, usualAssignments, usualReadOnly } from '../building-blocks/shared.ts'

/** PowerShell platform scripts. The list answers `scriptContent` as null: each is read by id (G-80). */
export const deviceManagementScripts: PolicyType = {
  ...usual,
  key: 'deviceManagementScripts',
  title: 'Platform scripts',
  noun: { one: 'script', many: 'scripts' },
  category: ['Devices', 'Scripts and remediations', 'Windows scripts'],
  path: '/deviceManagement/deviceManagementScripts',
  rootType: 'deviceManagementScript',
  nameProperty: 'displayName',
  phase: 60,
  area: 'Scripts',
  service: 'scripts',
  capture: { byId: {}, parts: [assignmentsPart] },
  assignments: { ...usualAssignments, bodyKey: 'deviceManagementScriptAssignments' },
  write: { update: 'PATCH', readOnly: [...usualReadOnly], createOnly: [], inline: [] },
  platformOf: () => 'Windows',
  kindOf: () => 'PowerShell script',
  readable: (policy, context) =>
    scriptSections(policy, context, [{ property: 'scriptContent', language: 'powershell' }]),
}
