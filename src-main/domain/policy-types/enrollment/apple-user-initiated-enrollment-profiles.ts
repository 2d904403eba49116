import type { Json } from '../../json.ts'
import type { WriteStep } from '../../restore/write-step.ts'
import type { PolicyType, WriteContext } from '../policy-type.ts'
import { assignmentsPart, oneByOne, usual, usualReadOnly } from '../building-blocks/shared.ts'

/** Enrollment of Apple devices by their users. Assignments are posted one by one; the rank has an action of its own (G-126, G-181). */
export const appleUserInitiatedEnrollmentProfiles: PolicyType = {
  ...usual,
  key: 'appleUserInitiatedEnrollmentProfiles',
  title: 'Apple user enrollment profiles',
  noun: { one: 'enrollment profile', many: 'enrollment profiles' },
  category: ['Devices', 'Enrollment', 'Apple'],
  path: '/deviceManagement/appleUserInitiatedEnrollmentProfiles',
  rootType: 'appleUserInitiatedEnrollmentProfile',
  nameProperty: 'displayName',
  scopeTagProperty: null,
  phase: 50,
  area: 'ServiceConfig',
  service: 'device-enrollment',
  capture: { byId: null, parts: [assignmentsPart] },
  unordered: ['availableEnrollmentTypeOptions'],
  references: [],
  assignments: { ...oneByOne, targets: ['group'] },
  write: {
    update: 'PATCH',
    readOnly: [...usualReadOnly, 'priority'],
    createOnly: ['platform'],
    inline: [],
    rank: 'priority',
    parts: prioritySteps,
  },
  platformOf: () => 'iOS/iPadOS',
  kindOf: () => 'User enrollment profile',
}

function prioritySteps(wanted: Json, live: Json, { sameTenant }: WriteContext): WriteStep[] {
  const target = wanted['priority']
  if (!sameTenant || typeof target !== 'number' || target === live['priority']) return []
  return [
    {
      purpose: `Set the priority to ${target}`,
      method: 'POST',
      path: '/deviceManagement/appleUserInitiatedEnrollmentProfiles/{id}/setPriority',
      body: { priority: target },
    },
  ]
}
