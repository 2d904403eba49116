import { objects, text } from '../../json.ts'
import { genericSections } from '../../readable/generic.ts'
import type { PolicyType } from '../policy-type.ts'
import {
  assignmentsPart,
  scopeTagReference,
  shortType,
  usual,
  usualAssignments,
  usualReadOnly,
} from '../building-blocks/shared.ts'
import { platformOfWord } from '../building-blocks/platform-words.ts'

/** App configuration for managed devices, OEMConfig included. Its apps are ids of one tenant (G-96). */
export const mobileAppConfigurations: PolicyType = {
  ...usual,
  key: 'mobileAppConfigurations',
  title: 'App configuration (managed devices)',
  noun: { one: 'app configuration policy', many: 'app configuration policies' },
  category: ['Apps', 'Configuration'],
  path: '/deviceAppManagement/mobileAppConfigurations',
  rootType: 'managedDeviceMobileAppConfiguration',
  nameProperty: 'displayName',
  phase: 70,
  area: 'Apps',
  service: 'applications',
  capture: { byId: null, parts: [assignmentsPart] },
  volatile: ['appSupportsOemConfig'],
  unordered: ['roleScopeTagIds', 'targetedMobileApps'],
  references: [
    scopeTagReference,
    { path: 'targetedMobileApps[]', to: 'mobileApps', relation: 'targets app', whenMissing: 'block' },
  ],
  assignments: { ...usualAssignments, action: 'microsoft.graph.managedDeviceMobileAppConfiguration/assign' },
  write: { update: 'PATCH', readOnly: [...usualReadOnly, 'appSupportsOemConfig'], createOnly: [], inline: [] },
  note: 'Android configurations need managed Google Play, with the app approved there.',
  platformOf: (policy) => platformOfWord(shortType(policy)),
  kindOf: (policy) => (policy['appSupportsOemConfig'] === true ? 'OEMConfig' : 'App configuration'),
  readable: (policy, context) =>
    [
      {
        title: 'Apps',
        rows: apps(policy['targetedMobileApps']).map((id) => ({
          key: `app/${id}`,
          name: 'Targeted app',
          value: context.nameOf('mobileApps', id) ?? `App ${id} (not found)`,
          depth: 0,
        })),
      },
      // A key with its value fits a row; its type says nothing to a reader.
      {
        title: 'Configuration keys',
        rows: objects(policy['settings']).map((setting) => ({
          key: `key/${text(setting['appConfigKey'])}`,
          name: text(setting['appConfigKey']),
          value: text(setting['appConfigKeyValue']),
          depth: 0,
        })),
      },
      ...genericSections(policy, context, ['targetedMobileApps', 'settings']),
    ].filter((section) => section.rows.length > 0),
}

const apps = (value: unknown): string[] => (Array.isArray(value) ? value.map(text).filter(Boolean) : [])
