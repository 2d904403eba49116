import { scriptSections } from '../../readable/views/scripts.ts'
import type { PolicyType } from '../policy-type.ts'
import { assignmentsExpanded, usual, usualAssignments, usualReadOnly } from '../building-blocks/shared.ts'

/** macOS custom attributes: shell scripts whose output becomes a property of the device. Name and type are fixed (G-155). */
export const deviceCustomAttributeShellScripts: PolicyType = {
  ...usual,
  key: 'deviceCustomAttributeShellScripts',
  title: 'macOS custom attributes',
  noun: { one: 'custom attribute', many: 'custom attributes' },
  category: ['Devices', 'Scripts and remediations', 'macOS custom attributes'],
  path: '/deviceManagement/deviceCustomAttributeShellScripts',
  rootType: 'deviceCustomAttributeShellScript',
  nameProperty: 'displayName',
  phase: 60,
  area: 'Scripts',
  service: 'scripts',
  capture: { byId: {}, parts: [assignmentsExpanded] },
  assignments: { ...usualAssignments, bodyKey: 'deviceManagementScriptAssignments' },
  write: {
    update: 'PATCH',
    readOnly: [...usualReadOnly],
    createOnly: ['displayName', 'customAttributeName', 'customAttributeType'],
    inline: [],
  },
  note: "The name and attribute can't be changed after creation.",
  platformOf: () => 'macOS',
  kindOf: () => 'Custom attribute',
  readable: (policy, context) => scriptSections(policy, context, [{ property: 'scriptContent', language: 'shell' }]),
}
