import { appProtectionSections } from '../../readable/views/app-protection.ts'
import {
  appProtectionAssignments,
  appProtectionCapture,
  appProtectionGroups,
  appProtectionReadOnly,
  appVolatile,
  targetAppsSteps,
  withoutNullActions,
  withOwnApps,
} from '../building-blocks/managed-app-protection.ts'
import type { PolicyType } from '../policy-type.ts'
import { propertySettings } from '../building-blocks/setting-rules.ts'
import { usual } from '../building-blocks/shared.ts'

const path = '/deviceAppManagement/androidManagedAppProtections'

/** App protection for Android. Apps and assignments come only by `$expand`; `targetApps` writes the apps (G-97, G-206). */
export const androidManagedAppProtections: PolicyType = {
  ...usual,
  key: 'androidManagedAppProtections',
  title: 'App protection (Android)',
  noun: { one: 'app protection policy', many: 'app protection policies' },
  category: ['Apps', 'Protection'],
  path,
  rootType: 'androidManagedAppProtection',
  nameProperty: 'displayName',
  phase: 70,
  area: 'Apps',
  service: 'managed-applications',
  capture: appProtectionCapture,
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
  settings: { ...propertySettings, strictestApplies: 'exceptNumbers' },
  platformOf: () => 'Android',
  kindOf: () => 'App protection policy',
  groups: appProtectionGroups,
  readable: appProtectionSections,
}
