import { text, type Json } from '../json.ts'
import { genericSections } from '../readable/generic.ts'
import type { ReadableSection } from '../readable/readable.ts'
import { decodeBase64Text } from '../readable/words.ts'
import type { PolicyType } from './policy-type.ts'
import { scopeTagReference, usualAssignments, usualReadOnly } from './shared.ts'

/** PowerShell platform scripts. The list answers `scriptContent` as null: each is read by id (types.json quirk). */
export const deviceManagementScripts: PolicyType = {
  key: 'deviceManagementScripts',
  title: 'Platform scripts',
  category: ['Devices', 'Scripts and remediations'],
  path: '/deviceManagement/deviceManagementScripts',
  rootType: 'deviceManagementScript',
  nameProperty: 'displayName',
  scopeTagProperty: 'roleScopeTagIds',
  foundation: false,
  phase: 60,
  area: 'Scripts',
  capture: { byId: {}, parts: [{ property: 'assignments', path: 'assignments' }] },
  volatile: [],
  unordered: ['roleScopeTagIds'],
  references: [scopeTagReference],
  assignments: { ...usualAssignments, bodyKey: 'deviceManagementScriptAssignments' },
  write: { update: 'PATCH', readOnly: [...usualReadOnly], createOnly: [], inline: [] },
  platformOf: () => 'Windows',
  kindOf: () => 'PowerShell script',
  readable: scriptSections,
}

function scriptSections(policy: Json): ReadableSection[] {
  const source = decodeBase64Text(text(policy['scriptContent'])) ?? text(policy['scriptContent'])
  return [
    ...genericSections(policy, 'Script settings', ['scriptContent']),
    { title: 'Script', rows: [{ key: 'scriptContent', name: text(policy['fileName']) || 'Script', value: source, depth: 0, language: 'powershell' }] },
  ]
}
