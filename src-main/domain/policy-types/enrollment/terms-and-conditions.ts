import type { PolicyType } from '../policy-type.ts'
import { assignmentsBelow, oneByOne, usual, usualReadOnly } from '../building-blocks/shared.ts'

/** Terms and conditions (spec 024). Assignments are posted and deleted one by one; `$expand=assignments` is refused (G-126, G-106). */
export const termsAndConditions: PolicyType = {
  ...usual,
  key: 'termsAndConditions',
  title: 'Terms and conditions',
  noun: { one: 'terms and conditions', many: 'terms and conditions' },
  category: ['Devices', 'Enrollment', 'Terms and conditions'],
  path: '/deviceManagement/termsAndConditions',
  rootType: 'termsAndConditions',
  nameProperty: 'displayName',
  foundation: true,
  phase: 50,
  area: 'ServiceConfig',
  service: 'company-terms',
  capture: { byId: null, parts: [assignmentsBelow] },
  assignments: { ...oneByOne, targets: ['group', 'allLicensedUsers'], exclusionsBecomeInclusions: true },
  // The version stays as it is: raising it asks every user to accept again.
  write: {
    update: 'PATCH',
    readOnly: [...usualReadOnly, 'modifiedDateTime', 'acceptanceStatuses', 'groupAssignments'],
    createOnly: [],
    inline: [],
    // New terms begin with the first version (G-183).
    prepare: (body, purpose) => (purpose === 'create' ? { ...body, version: 1 } : body),
  },
  note: "The version number isn't changed, because a new one would ask every user to accept the terms again.",
  platformOf: () => 'All platforms',
  kindOf: () => 'Terms and conditions',
}
