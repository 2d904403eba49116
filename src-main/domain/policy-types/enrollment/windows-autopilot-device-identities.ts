import type { PolicyType } from '../policy-type.ts'
import { usual } from '../building-blocks/shared.ts'

const path = '/deviceManagement/windowsAutopilotDeviceIdentities'
const liveState = [
  'enrollmentState',
  'lastContactedDateTime',
  'deploymentProfileAssignmentStatus',
  'deploymentProfileAssignmentDetailedStatus',
  'deploymentProfileAssignedDateTime',
  'remediationState',
  'remediationStateLastModifiedDateTime',
  'userlessEnrollmentStatus',
  'managedDeviceId',
  'azureActiveDirectoryDeviceId',
  'azureAdDeviceId',
]
const hardware = [
  'serialNumber',
  'productKey',
  'manufacturer',
  'model',
  'purchaseOrderIdentifier',
  'resourceName',
  'skuNumber',
  'systemFamily',
  'deviceAccountUpn',
  'deviceAccountPassword',
  'deviceFriendlyName',
]

/** Windows Autopilot devices with their group tags. Graph never returns the hardware hash (G-236). */
export const windowsAutopilotDeviceIdentities: PolicyType = {
  ...usual,
  key: 'windowsAutopilotDeviceIdentities',
  title: 'Windows Autopilot devices',
  noun: { one: 'Autopilot device', many: 'Autopilot devices' },
  category: ['Devices', 'Enrollment', 'Windows Autopilot'],
  path,
  rootType: 'windowsAutopilotDeviceIdentity',
  nameProperty: 'serialNumber',
  scopeTagProperty: null,
  unordered: [],
  references: [],
  phase: 47,
  area: 'ServiceConfig',
  service: 'device-enrollment',
  optional: 'devices',
  capture: { byId: null, parts: [] },
  volatile: liveState,
  assignments: null,
  write: {
    update: 'PATCH',
    readOnly: ['id', ...liveState, ...hardware],
    createOnly: [],
    inline: [],
    changes: (changed) => [{ method: 'POST', path: `${path}/{id}/updateDeviceProperties`, body: changed }],
    blockedCreate: () => "Graph never returns a device's hardware hash, so the device must be registered again.",
  },
  restore: {
    how: 'update-only',
    reason:
      'Group tag, name and user of a registered device are restored. A removed device must be registered again, because Graph never returns its hardware hash.',
  },
  platformOf: () => 'Windows',
  kindOf: () => 'Windows Autopilot device',
}
