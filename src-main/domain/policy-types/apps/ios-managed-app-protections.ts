import { appProtectionSections } from '../../readable/app-protection.ts'
import {
  appProtectionAssignments,
  appProtectionGroups,
  appProtectionReadOnly,
  appVolatile,
  targetAppsSteps,
  withoutNullActions,
  withOwnApps,
} from '../building-blocks/managed-app-protection.ts'
import type { PolicyType } from '../policy-type.ts'
import { usual } from '../building-blocks/shared.ts'

const path = '/deviceAppManagement/iosManagedAppProtections'

/** App protection for iOS/iPadOS. Apps and assignments come only by `$expand`; `targetApps` writes the apps (types.json). */
export const iosManagedAppProtections: PolicyType = {
  ...usual,
  key: 'iosManagedAppProtections',
  title: 'App protection (iOS/iPadOS)',
  category: ['Apps', 'Protection'],
  path,
  rootType: 'iosManagedAppProtection',
  nameProperty: 'displayName',
  phase: 70,
  area: 'Apps',
  capture: { byId: { expand: 'apps,assignments' }, parts: [] },
  volatile: appVolatile,
  unordered: ['roleScopeTagIds', 'apps', 'allowedDataStorageLocations', 'allowedDataIngestionLocations'],
  assignments: appProtectionAssignments,
  normalise: withOwnApps,
  write: {
    update: 'PATCH',
    readOnly: appProtectionReadOnly,
    createOnly: [],
    inline: [],
    prepare: withoutNullActions,
    parts: (wanted, live) => targetAppsSteps(path, wanted, live),
  },
  platformOf: () => 'iOS/iPadOS',
  kindOf: () => 'App protection policy',
  groups: appProtectionGroups,
  readable: appProtectionSections,
}
