import { isObject, objects, text, without, type Json } from '../../json.ts'
import { enrollmentTimeSections } from '../../readable/views/enrollment-time.ts'
import { settingsCatalogSections } from '../../readable/views/settings-catalog.ts'
import { label } from '../../readable/spelling.ts'
import type { Platform, PolicyType } from '../policy-type.ts'
import { enrollmentTokenReference, isAppleEnrollment, tokenLink } from '../building-blocks/apple-enrollment.ts'
import {
  enrollmentTimeGroups,
  enrollmentTimeReference,
  enrollmentTimeSteps,
  enrollmentTimeWarnings,
} from '../building-blocks/enrollment-time-groups.ts'
import { catalogSettings } from '../building-blocks/setting-rules.ts'
import { secretSettings } from '../building-blocks/secrets.ts'
import {
  normaliseSettings,
  preparationReferences,
  reusableSettingReference,
  settingsPart,
} from '../building-blocks/settings.ts'
import { assignmentsPart, full, scopeTagReference, usualAssignments, usualReadOnly } from '../building-blocks/shared.ts'

/** Settings catalog, endpoint security and baselines. Settings are read below the policy and written by PUT. */
export const configurationPolicies: PolicyType = {
  key: 'configurationPolicies',
  title: 'Settings catalog',
  noun: { one: 'policy', many: 'policies' },
  category: ['Devices', 'Configuration'],
  path: '/deviceManagement/configurationPolicies',
  rootType: 'deviceManagementConfigurationPolicy',
  nameProperty: 'name',
  apartByPlatform: true,
  scopeTagProperty: 'roleScopeTagIds',
  foundation: false,
  phase: 60,
  area: 'Configuration',
  service: 'device-config-v2',
  capture: {
    byId: null,
    parts: [
      settingsPart,
      // `$expand=assignments` on a single policy is always empty (G-61).
      { ...assignmentsPart, routes: ['list', 'below'] },
      enrollmentTimeGroups(isEnrollment),
    ],
    secrets: secretSettings,
    definitions: 'settings?$expand=settingDefinitions&$top=1000',
  },
  volatile: [
    'settingCount',
    'creationSource',
    'priorityMetaData',
    'templateReference.templateDisplayName',
    'templateReference.templateDisplayVersion',
    'settings[].id',
  ],
  unordered: ['roleScopeTagIds', 'settings', 'enrollmentTimeDeviceMembershipTargets'],
  references: [
    scopeTagReference,
    reusableSettingReference,
    enrollmentTokenReference,
    enrollmentTimeReference,
    ...preparationReferences,
  ],
  assignments: { ...usualAssignments, targets: [...usualAssignments.targets, 'configurationManagerCollection'] },
  normalise: (policy) => normaliseSettings(flagsSorted(policy)),
  write: {
    update: 'PUT',
    readOnly: [
      ...usualReadOnly,
      'settingCount',
      'creationSource',
      'priorityMetaData',
      'disableEntraGroupPolicyAssignment',
    ],
    createOnly: ['platforms', 'technologies', 'templateReference'],
    inline: ['settings'],
    prepare: (body, purpose, policy) => ({
      ...withTemplateIdOnly(body, purpose),
      // The link is sent with every write (G-222).
      ...tokenLink(policy),
    }),
    warnings: (policy) => (isEnrollment(policy) ? enrollmentTimeWarnings(policy) : []),
    parts: (wanted, live) =>
      isEnrollment(wanted) ? enrollmentTimeSteps('/deviceManagement/configurationPolicies', wanted, live) : [],
  },
  restore: full,
  note: 'Graph returns secret values as tokens of their tenant. In another tenant, enter them again.',
  settings: catalogSettings,
  platformOf: (policy) => platforms.find(([name]) => text(policy['platforms']).includes(name))?.[1] ?? 'All platforms',
  kindOf,
  categoryOf: (kind) =>
    kind === appleEnrollment
      ? ['Devices', 'Enrollment', 'Apple']
      : (families.find(([, name]) => name === kind)?.[2] ?? null),
  readable: (policy, context) => [
    ...settingsCatalogSections(policy, context),
    ...enrollmentTimeSections(policy, context),
  ],
}

const platforms: readonly (readonly [string, Platform])[] = [
  ['windows', 'Windows'],
  ['tvOS', 'tvOS'],
  ['visionOS', 'visionOS'],
  ['iOS', 'iOS/iPadOS'],
  ['macOS', 'macOS'],
  ['chromeOS', 'ChromeOS'],
  ['android', 'Android'],
  ['aosp', 'Android'],
  ['linux', 'Linux'],
]

const appleEnrollment = 'Apple enrollment policy'

/**
 * Template families with what the admin center calls them, and where it has them
 * (`deviceManagementConfigurationTemplateFamily`, Graph docs).
 */
const families: readonly (readonly [family: string, kind: string, category: readonly string[]])[] = [
  ['endpointSecurityAntivirus', 'Antivirus', ['Endpoint security', 'Antivirus']],
  ['endpointSecurityFirewall', 'Firewall', ['Endpoint security', 'Firewall']],
  ['endpointSecurityDiskEncryption', 'Disk encryption', ['Endpoint security', 'Disk encryption']],
  [
    'endpointSecurityAttackSurfaceReduction',
    'Attack surface reduction',
    ['Endpoint security', 'Attack surface reduction'],
  ],
  [
    'endpointSecurityEndpointDetectionAndResponse',
    'Endpoint detection and response',
    ['Endpoint security', 'Endpoint detection and response'],
  ],
  ['endpointSecurityAccountProtection', 'Account protection', ['Endpoint security', 'Account protection']],
  ['endpointSecurityApplicationControl', 'App control', ['Endpoint security', 'App control']],
  [
    'endpointSecurityEndpointPrivilegeManagement',
    'Endpoint privilege management',
    ['Endpoint security', 'Endpoint privilege management'],
  ],
  ['baseline', 'Security baseline', ['Endpoint security', 'Security baselines']],
  ['enrollmentConfiguration', 'Device preparation', ['Devices', 'Enrollment', 'Device preparation']],
  ['appQuietTime', 'Quiet time', ['Apps', 'Quiet time']],
  ['deviceConfigurationScripts', 'Script settings', ['Devices', 'Scripts and remediations']],
  ['deviceConfigurationPolicies', 'Template', ['Devices', 'Configuration']],
  ['windowsOsRecoveryPolicies', 'Windows recovery', ['Devices', 'Configuration']],
  ['windowsRecoveryAndRemediationConfiguration', 'Recovery and remediation', ['Devices', 'Configuration']],
  ['companyPortal', 'Company Portal', ['Tenant administration', 'Customization']],
]

/** Device preparation, and enrollment policies of Apple. */
function isEnrollment(policy: Json): boolean {
  const reference = policy['templateReference']
  return isObject(reference) && text(reference['templateFamily']) === 'enrollmentConfiguration'
}

/** Settings catalog or what the template family says (spec 045). */
function kindOf(policy: Json): string {
  if (isAppleEnrollment(policy)) return appleEnrollment
  const reference = policy['templateReference']
  const family = isObject(reference) ? text(reference['templateFamily']) : ''
  return (
    families.find(([name]) => family.toLowerCase().startsWith(name.toLowerCase()))?.[1] ??
    (family === '' || family === 'none' ? 'Settings catalog' : label(family))
  )
}

/** `mdm,microsoftSense` and `microsoftSense,mdm` are the same flags. */
function flagsSorted(policy: Json): Json {
  const sorted = (value: unknown) =>
    text(value)
      .split(',')
      .map((flag) => flag.trim())
      .toSorted()
      .join(',')
  return {
    ...policy,
    ...Object.fromEntries(
      ['platforms', 'technologies']
        .filter((name) => text(policy[name]).includes(','))
        .map((name) => [name, sorted(policy[name])]),
    ),
  }
}

/** The service fills in the template's display names itself and refuses them in a body (G-65). */
function withTemplateIdOnly(body: Json, purpose: 'create' | 'update'): Json {
  const reference = body['templateReference']
  // Numbers of settings are the service's own.
  const settings = Array.isArray(body['settings'])
    ? { settings: objects(body['settings']).map((setting) => without(setting, ['id'])) }
    : {}
  if (!isObject(reference)) return { ...body, ...settings }
  const type =
    purpose === 'create' && reference['@odata.type'] !== undefined ? { '@odata.type': reference['@odata.type'] } : {}
  return { ...body, ...settings, templateReference: { ...type, templateId: text(reference['templateId']) } }
}
