import { isObject, text, type Json } from '../json.ts'
import { settingsCatalogSections } from '../readable/settings-catalog.ts'
import type { Platform, PolicyType } from './policy-type.ts'
import { secretSettings } from './secrets.ts'
import { normaliseSettings, reusableSettingReference } from './settings.ts'
import { full, scopeTagReference, usualAssignments, usualReadOnly } from './shared.ts'

/** Settings catalog, endpoint security and baselines. Settings are read below the policy and written by PUT. */
export const configurationPolicies: PolicyType = {
  key: 'configurationPolicies',
  title: 'Settings catalog',
  category: ['Devices', 'Configuration'],
  path: '/deviceManagement/configurationPolicies',
  rootType: 'deviceManagementConfigurationPolicy',
  nameProperty: 'name',
  scopeTagProperty: 'roleScopeTagIds',
  foundation: false,
  phase: 60,
  area: 'Configuration',
  capture: {
    byId: null,
    parts: [
      // The page is 25 without $top, and the next link still has to be followed (Graph rules, section 4).
      { property: 'settings', path: 'settings?$top=1000' },
      // `$expand=assignments` is empty for endpoint security policies: read them apart.
      { property: 'assignments', path: 'assignments' },
    ],
    secrets: secretSettings,
    definitions: 'settings?$expand=settingDefinitions&$top=1000',
  },
  volatile: ['settingCount', 'creationSource', 'priorityMetaData', 'templateReference.templateDisplayName', 'templateReference.templateDisplayVersion', 'settings[].id'],
  unordered: ['roleScopeTagIds', 'settings'],
  references: [scopeTagReference, reusableSettingReference],
  assignments: { ...usualAssignments, targets: [...usualAssignments.targets, 'configurationManagerCollection'] },
  normalise: normaliseSettings,
  write: {
    update: 'PUT',
    readOnly: [...usualReadOnly, 'settingCount', 'creationSource', 'priorityMetaData', 'disableEntraGroupPolicyAssignment'],
    createOnly: ['platforms', 'technologies', 'templateReference'],
    inline: ['settings'],
    prepare: withTemplateIdOnly,
  },
  restore: full,
  note: 'Secret values come back as a token of their tenant: elsewhere they have to be entered again.',
  platformOf: (policy) => platforms.find(([name]) => text(policy['platforms']).includes(name))?.[1] ?? 'All platforms',
  kindOf,
  readable: settingsCatalogSections,
}

const platforms: readonly (readonly [string, Platform])[] = [
  ['windows', 'Windows'], ['iOS', 'iOS/iPadOS'], ['macOS', 'macOS'], ['android', 'Android'], ['aosp', 'Android'], ['linux', 'Linux'],
]

const families: readonly (readonly [string, string])[] = [
  ['endpointSecurityAntivirus', 'Antivirus'], ['endpointSecurityFirewall', 'Firewall'], ['endpointSecurityDiskEncryption', 'Disk encryption'],
  ['endpointSecurityAttackSurfaceReduction', 'Attack surface reduction'], ['endpointSecurityEndpointDetectionAndResponse', 'Endpoint detection and response'],
  ['endpointSecurityAccountProtection', 'Account protection'], ['endpointSecurityApplicationControl', 'App control'],
  ['endpointSecurityEndpointPrivilegeManagement', 'Endpoint privilege management'], ['baseline', 'Security baseline'],
]

/** Settings catalog or what the template family says (spec 045). */
function kindOf(policy: Json): string {
  const reference = policy['templateReference']
  const family = isObject(reference) ? text(reference['templateFamily']) : ''
  return families.find(([name]) => family.startsWith(name))?.[1] ?? 'Settings catalog'
}

/** The service fills in the template's display names itself and refuses them in a body (types.json). */
function withTemplateIdOnly(body: Json, purpose: 'create' | 'update'): Json {
  const reference = body['templateReference']
  if (!isObject(reference)) return body
  const type = purpose === 'create' && reference['@odata.type'] !== undefined ? { '@odata.type': reference['@odata.type'] } : {}
  return { ...body, templateReference: { ...type, templateId: text(reference['templateId']) } }
}
