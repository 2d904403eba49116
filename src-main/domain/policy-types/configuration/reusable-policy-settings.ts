import { isObject, text, type Json } from '../../json.ts'
import { instanceSections } from '../../readable/views/settings-catalog.ts'
import type { PolicyType } from '../policy-type.ts'
import { catalogSettings } from '../building-blocks/setting-rules.ts'
import { secretSettings } from '../building-blocks/secrets.ts'
import { usual } from '../building-blocks/shared.ts'

/** Reusable settings groups, and the detection scripts of Linux compliance. `settingInstance` comes only when it is selected (G-70). */
export const reusablePolicySettings: PolicyType = {
  ...usual,
  key: 'reusablePolicySettings',
  title: 'Reusable settings',
  noun: { one: 'reusable setting', many: 'reusable settings' },
  category: ['Endpoint security', 'Reusable settings'],
  path: '/deviceManagement/reusablePolicySettings',
  rootType: 'deviceManagementReusablePolicySetting',
  nameProperty: 'displayName',
  scopeTagProperty: null,
  foundation: true,
  phase: 20,
  area: 'Configuration',
  service: 'device-config-v2',
  capture: { byId: { select: 'id,settingInstance,displayName,description' }, parts: [], secrets: secretSettings },
  volatile: ['referencingConfigurationPolicyCount'],
  unordered: [],
  references: [],
  assignments: null,
  // Only PUT changes one, though the metadata says PATCH (G-145).
  write: {
    update: 'PUT',
    readOnly: ['id', 'createdDateTime', 'lastModifiedDateTime', 'version', 'referencingConfigurationPolicyCount'],
    createOnly: ['settingDefinitionId'],
    inline: [],
  },
  settings: catalogSettings,
  platformOf: (policy) => (isForLinux(policy) ? 'Linux' : 'Windows'),
  kindOf: (policy) => (isForLinux(policy) ? 'Linux compliance script' : 'Reusable settings group'),
  readable: (policy, context) =>
    instanceSections(isObject(policy['settingInstance']) ? [policy['settingInstance']] : [], context),
}

function isForLinux(policy: Json): boolean {
  return text(policy['settingDefinitionId']).startsWith('linux')
}
