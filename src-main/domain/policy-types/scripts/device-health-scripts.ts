import { scriptSections } from '../../readable/views/scripts.ts'
import type { PolicyType } from '../policy-type.ts'
import { assignmentsPart, usual, usualAssignments, usualReadOnly } from '../building-blocks/shared.ts'

/** Remediations. Microsoft's own ones (`isGlobalScript`) exist in every tenant: only their assignments are the tenant's (G-82). */
export const deviceHealthScripts: PolicyType = {
  ...usual,
  key: 'deviceHealthScripts',
  title: 'Remediations',
  noun: { one: 'remediation', many: 'remediations' },
  category: ['Devices', 'Scripts and remediations', 'Remediations'],
  path: '/deviceManagement/deviceHealthScripts',
  rootType: 'deviceHealthScript',
  nameProperty: 'displayName',
  phase: 60,
  area: 'Scripts',
  service: 'scripts',
  // Lists answer both contents as null: each is read by id.
  capture: { byId: {}, parts: [assignmentsPart] },
  volatile: ['highestAvailableVersion'],
  assignments: {
    ...usualAssignments,
    bodyKey: 'deviceHealthScriptAssignments',
    keep: ['runSchedule', 'runRemediationScript'],
  },
  write: {
    update: 'PATCH',
    readOnly: [...usualReadOnly, 'isGlobalScript', 'highestAvailableVersion'],
    createOnly: ['deviceHealthScriptType'],
    inline: [],
    only: (live) => (live['isGlobalScript'] === true ? { properties: [], reason: ofMicrosoft } : null),
    blockedCreate: (policy) => (policy['isGlobalScript'] === true ? ofMicrosoft : null),
  },
  note: "Only the assignments of Microsoft's own scripts are restored.",
  platformOf: () => 'Windows',
  kindOf: (policy) => (policy['isGlobalScript'] === true ? 'Microsoft remediation' : 'Remediation'),
  readable: (policy, context) =>
    scriptSections(policy, context, [
      { property: 'detectionScriptContent', language: 'powershell', title: 'Detection script' },
      { property: 'remediationScriptContent', language: 'powershell', title: 'Remediation script' },
    ]),
}

const ofMicrosoft = 'Microsoft provides this script in every tenant. Only its assignments can be changed.'
