import { sameCanonical } from '../../canonical/canonical.ts'
import { comparableSettings, settingBodies } from '../building-blocks/settings.ts'
import { objects, type Json } from '../../json.ts'
import { appProtectionSections } from '../../readable/views/app-protection.ts'
import type { WriteStep } from '../../restore/write-step.ts'
import {
  appProtectionAssignments,
  appProtectionCapture,
  appProtectionReadOnly,
  appVolatile,
  targetAppsSteps,
  withOwnApps,
} from '../building-blocks/managed-app-protection.ts'
import type { PolicyType } from '../policy-type.ts'
import { catalogSettings } from '../building-blocks/setting-rules.ts'
import { usual } from '../building-blocks/shared.ts'

const path = '/deviceAppManagement/targetedManagedAppConfigurations'

/** App configuration for managed apps. Apps and the settings catalog part are written by actions of their own (G-206, G-171). */
export const targetedManagedAppConfigurations: PolicyType = {
  ...usual,
  key: 'targetedManagedAppConfigurations',
  title: 'App configuration (managed apps)',
  noun: { one: 'app configuration policy', many: 'app configuration policies' },
  category: ['Apps', 'Configuration'],
  path,
  rootType: 'targetedManagedAppConfiguration',
  nameProperty: 'displayName',
  phase: 70,
  area: 'Apps',
  service: 'managed-applications',
  capture: {
    ...appProtectionCapture,
    parts: [...appProtectionCapture.parts, { property: 'settings', path: 'settings', routes: ['object'] }],
  },
  volatile: [...appVolatile, 'settings[].id'],
  unordered: ['roleScopeTagIds', 'apps', 'settings', 'customSettings'],
  assignments: appProtectionAssignments,
  normalise: withOwnApps,
  write: {
    update: 'PATCH',
    readOnly: appProtectionReadOnly,
    createOnly: [],
    inline: [],
    parts: (wanted, live) => [...targetAppsSteps(path, wanted, live), ...settingSteps(wanted, live)],
  },
  settings: catalogSettings,
  platformOf: () => 'All platforms',
  kindOf: () => 'Managed app configuration',
  readable: appProtectionSections,
  groups: [
    { title: 'Configuration settings', properties: ['customSettings'] },
    { title: 'Apps', properties: ['appGroupType', 'targetedAppManagementLevels', 'apps'] },
  ],
}

function settingSteps(wanted: Json, live: Json): WriteStep[] {
  if (sameCanonical(comparableSettings(wanted), comparableSettings(live))) return []
  return [
    {
      purpose: `Replace the settings (${objects(wanted['settings']).length})`,
      method: 'POST',
      path: `${path}/{id}/changeSettings`,
      body: { settings: settingBodies(wanted) },
    },
  ]
}
