import type { PolicyType } from '../policy-type.ts'
import { scopeTagsIn, usual, usualAssignments, usualReadOnly, assignmentsPart } from '../building-blocks/shared.ts'

/** How Cloud PCs are made. A change of image or network affects only new ones (G-245). */
export const provisioningPolicies: PolicyType = {
  ...usual,
  key: 'provisioningPolicies',
  title: 'Windows 365 provisioning policies',
  noun: { one: 'provisioning policy', many: 'provisioning policies' },
  category: ['Devices', 'Windows 365'],
  path: '/deviceManagement/virtualEndpoint/provisioningPolicies',
  rootType: 'cloudPcProvisioningPolicy',
  nameProperty: 'displayName',
  scopeTagProperty: 'scopeIds',
  unordered: ['scopeIds'],
  references: [
    scopeTagsIn('scopeIds'),
    {
      path: 'domainJoinConfigurations[].onPremisesConnectionId',
      to: 'onPremisesConnections',
      relation: 'refers to',
      whenMissing: 'block',
    },
    {
      path: 'imageId',
      to: 'deviceImages',
      relation: 'refers to',
      when: (policy) => policy['imageType'] === 'custom',
      whenMissing: 'block',
    },
    {
      path: 'autopilotConfiguration.devicePreparationProfileId',
      to: 'configurationPolicies',
      relation: 'refers to',
      whenMissing: 'block',
    },
  ],
  phase: 65,
  area: 'CloudPC',
  service: 'other',
  optional: 'services',
  isUnproven: true,
  capture: { byId: null, parts: [{ ...assignmentsPart, routes: ['object', 'list'] }] },
  volatile: ['alternateResourceUrl', 'cloudPcGroupDisplayName', 'gracePeriodInHours', 'imageDisplayName'],
  assignments: { ...usualAssignments, targets: ['cloudPcManagementGroup'], filters: false },
  write: {
    update: 'PATCH',
    readOnly: [
      ...usualReadOnly,
      'alternateResourceUrl',
      'cloudPcGroupDisplayName',
      'gracePeriodInHours',
      'imageDisplayName',
    ],
    createOnly: [],
    inline: [],
    warnings: (_policy, live) =>
      live ? ['Existing Cloud PCs keep their image and network until they are reprovisioned.'] : [],
  },
  platformOf: () => 'Windows',
  kindOf: () => 'Provisioning policy',
}
