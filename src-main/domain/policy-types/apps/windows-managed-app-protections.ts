import { appProtectionSections } from '../../readable/views/app-protection.ts'
import {
  appProtectionAssignments,
  appProtectionCapture,
  appProtectionGroups,
  appProtectionReadOnly,
  appVolatile,
  targetAppsSteps,
  withoutNullActions,
} from '../building-blocks/managed-app-protection.ts'
import type { PolicyType } from '../policy-type.ts'
import { propertySettings } from '../building-blocks/setting-rules.ts'
import { usual } from '../building-blocks/shared.ts'

const path = '/deviceAppManagement/windowsManagedAppProtections'

/** App protection for Windows (Microsoft Edge). Apps and assignments come only by `$expand`; `targetApps` writes the apps (G-97, G-206). */
export const windowsManagedAppProtections: PolicyType = {
  ...usual,
  key: 'windowsManagedAppProtections',
  title: 'App protection (Windows)',
  noun: { one: 'app protection policy', many: 'app protection policies' },
  category: ['Apps', 'Protection'],
  path,
  rootType: 'windowsManagedAppProtection',
  nameProperty: 'displayName',
  phase: 70,
  area: 'Configuration',
  service: 'managed-applications',
  capture: appProtectionCapture,
  volatile: appVolatile,
  unordered: ['roleScopeTagIds', 'apps', 'allowedDataStorageLocations', 'allowedDataIngestionLocations'],
  assignments: appProtectionAssignments,
  write: {
    update: 'PATCH',
    readOnly: appProtectionReadOnly,
    createOnly: [],
    inline: [],
    prepare: withoutNullActions,
    parts: (wanted, live) => targetAppsSteps(path, wanted, live),
  },
  settings: { ...propertySettings, strictestApplies: 'exceptNumbers' },
  platformOf: () => 'Windows',
  kindOf: () => 'App protection policy',
  groups: appProtectionGroups,
  readable: appProtectionSections,
}
