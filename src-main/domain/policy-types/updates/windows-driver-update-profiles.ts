import { objects, text, type Json } from '../../json.ts'
import type { PolicyType } from '../policy-type.ts'
import { assignmentsPart, groupsOnly, usual, usualReadOnly } from '../building-blocks/shared.ts'
import { counted } from '../../counted.ts'

const counts = ['newUpdates', 'deviceReporting', 'inventorySyncStatus']

/**
 * Driver update profiles with the drivers that an administrator approved or declined (spec 018). Driver ids belong to
 * one profile: decisions cannot be restored.
 */
export const windowsDriverUpdateProfiles: PolicyType = {
  ...usual,
  key: 'windowsDriverUpdateProfiles',
  title: 'Driver updates',
  noun: { one: 'driver update profile', many: 'driver update profiles' },
  category: ['Devices', 'Updates', 'Driver updates'],
  path: '/deviceManagement/windowsDriverUpdateProfiles',
  rootType: 'windowsDriverUpdateProfile',
  nameProperty: 'displayName',
  phase: 50,
  area: 'Configuration',
  service: 'updates',
  capture: {
    byId: null,
    parts: [{ property: 'driverInventories', path: 'driverInventories' }, assignmentsPart],
  },
  volatile: counts,
  unordered: ['roleScopeTagIds', 'driverInventories'],
  assignments: groupsOnly,
  normalise: (policy) => ({ ...policy, driverInventories: decided(policy).map(decision) }),
  write: {
    update: 'PATCH',
    readOnly: [...usualReadOnly, ...counts, 'driverInventories'],
    createOnly: ['approvalType'],
    inline: [],
    warnings: (policy) =>
      decided(policy).length > 0
        ? [
            `${counted(decided(policy).length, 'driver approval')} can't be restored, because Intune creates a new list of drivers for each profile.`,
          ]
        : [],
  },
  restore: {
    how: 'partial',
    reason: "Approvals of individual drivers can't be restored, because their IDs belong to one profile.",
  },
  platformOf: () => 'Windows',
  kindOf: (policy) => (policy['approvalType'] === 'automatic' ? 'Automatic driver approval' : 'Manual driver approval'),
}

/** Devices add and remove drivers by themselves; only the decisions of administrators are configuration. */
const decided = (policy: Json): readonly Json[] =>
  objects(policy['driverInventories']).filter((driver) => text(driver['approvalStatus']) !== 'needsReview')

const decision = ({ name, version, manufacturer, driverClass, approvalStatus, deployDateTime }: Json): Json => ({
  name,
  version,
  manufacturer,
  driverClass,
  approvalStatus,
  deployDateTime,
})
