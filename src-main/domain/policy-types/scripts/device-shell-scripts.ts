import { scriptSections } from '../../readable/views/scripts.ts'
import type { PolicyType } from '../policy-type.ts'
import { assignmentsExpanded, usual, usualAssignments, usualReadOnly } from '../building-blocks/shared.ts'

/** macOS shell scripts. Lists answer `scriptContent` as null: each is read by id (G-80). */
export const deviceShellScripts: PolicyType = {
  ...usual,
  key: 'deviceShellScripts',
  title: 'macOS shell scripts',
  noun: { one: 'shell script', many: 'shell scripts' },
  category: ['Devices', 'Scripts and remediations', 'macOS scripts'],
  path: '/deviceManagement/deviceShellScripts',
  rootType: 'deviceShellScript',
  nameProperty: 'displayName',
  phase: 60,
  area: 'Scripts',
  service: 'scripts',
  capture: { byId: {}, parts: [assignmentsExpanded] },
  assignments: { ...usualAssignments, bodyKey: 'deviceManagementScriptAssignments' },
  write: { update: 'PATCH', readOnly: [...usualReadOnly], createOnly: [], inline: [] },
  platformOf: () => 'macOS',
  kindOf: () => 'Shell script',
  readable: (policy, context) => scriptSections(policy, context, [{ property: 'scriptContent', language: 'shell' }]),
}
