import { objects, text, without, type Json } from '../../json.ts'
import { omaSections } from '../../readable/views/oma.ts'
import { label } from '../../readable/spelling.ts'
import { certificateLinks, certificateLists, certificateReferences } from '../building-blocks/certificate-links.ts'
import type { WriteStep } from '../../restore/write-step.ts'
import { canonicalText, sameCanonical } from '../../canonical/canonical.ts'
import { isUpdateRing } from '../updates/windows-update-rings.ts'
import type { PolicyType, SecretValue } from '../policy-type.ts'
import { propertySettings } from '../building-blocks/setting-rules.ts'
import { platformOfWord } from '../building-blocks/platform-words.ts'
import { productKeys, secretProperties } from '../building-blocks/secrets.ts'
import {
  assignmentsPart,
  full,
  scopeTagReference,
  shortType,
  usualAssignments,
  usualReadOnly,
} from '../building-blocks/shared.ts'

/** Device configuration profiles of all subtypes, with the secrets of custom (OMA-URI) profiles. */
export const deviceConfigurations: PolicyType = {
  key: 'deviceConfigurations',
  title: 'Device configuration',
  noun: { one: 'profile', many: 'profiles' },
  category: ['Devices', 'Configuration'],
  path: '/deviceManagement/deviceConfigurations',
  holds: (item) => !isUpdateRing(item),
  rootType: 'deviceConfiguration',
  nameProperty: 'displayName',
  scopeTagProperty: 'roleScopeTagIds',
  foundation: false,
  phase: 60,
  area: 'Configuration',
  service: 'device-configuration',
  capture: {
    byId: null,
    links: certificateLinks,
    parts: [
      assignmentsPart,
      // Navigation of one subtype, which lists leave out; the service answers it under the cast only (G-75).
      {
        property: 'privacyAccessControls',
        path: 'microsoft.graph.windows10GeneralConfiguration/privacyAccessControls',
        optional: true,
        when: (policy) => shortType(policy) === 'windows10GeneralConfiguration',
      },
    ],
    undisclosed: (policy) =>
      keysOf(policy).map((name) => ({
        pointer: `/${name}`,
        label: name,
        readPath: null,
        base64: false,
        isToken: false,
      })),
    secrets: (policy) => [
      ...maskedOmaSettings(policy),
      ...secretProperties(policy, ['preSharedKey', 'sharedSecret', 'license']),
      ...productKeys(policy),
    ],
  },
  ends: { certificates: ['trustedRootCertificate'] },
  volatile: ['supportsScopeTags', 'omaSettings[].secretReferenceValueId', 'privacyAccessControls[].id'],
  unordered: ['roleScopeTagIds', 'privacyAccessControls', ...certificateLists],
  references: [scopeTagReference, ...certificateReferences],
  // `intent` says whether the profile is applied or removed: without it a removal would become an application.
  assignments: {
    ...usualAssignments,
    keep: ['intent'],
    targets: [...usualAssignments.targets, 'configurationManagerCollection'],
  },
  write: {
    update: 'PATCH',
    readOnly: [
      ...usualReadOnly,
      'privacyAccessControls',
      'deviceStatuses',
      'userStatuses',
      'applyOnlyToWindows81',
      'applyOnlyToWindowsPhone81',
    ],
    createOnly: [],
    inline: [],
    parts: privacySteps,
    prepare: (body, _purpose, _document, { sameTenant }) => (sameTenant ? body : without(body, onboarding)),
    warnings: (policy) => [
      ...(keysOf(policy).length > 0
        ? ["Graph doesn't return the preshared key. Enter it in the Intune admin center after the restore."]
        : []),
      ...(onboarding.some((name) => text(policy[name]))
        ? ["The onboarding blob belongs to one tenant's Defender and is only written there."]
        : []),
    ],
    blockedCreate: (policy) =>
      shortType(policy) === 'unsupportedDeviceConfiguration'
        ? "Graph can read this kind of profile, but can't write it."
        : null,
    blockedUpdate: (policy) =>
      shortType(policy) === 'unsupportedDeviceConfiguration'
        ? "Graph can read this kind of profile, but can't write it."
        : null,
  },
  restore: full,
  note: "The link to derived credentials isn't captured. Set it in the Intune admin center.",
  settings: propertySettings,
  platformOf: (policy) => platformOfWord(shortType(policy)),
  kindOf: (policy) => kinds.find(([pattern]) => pattern.test(shortType(policy)))?.[1] ?? label(shortType(policy)),
  readable: omaSections,
}

/** Names of the admin center for the subtypes, by what their Graph name says. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/CustomAppConfiguration$/, 'Preference file'],
  [/CustomConfiguration$/, 'Custom'],
  [/GeneralDeviceConfiguration$|10GeneralConfiguration$|81GeneralConfiguration$/, 'Device restrictions'],
  [/EndpointProtectionConfiguration$/, 'Endpoint protection'],
  [/DeviceFeaturesConfiguration$/, 'Device features'],
  [/WiFiConfiguration$|WifiConfiguration$/, 'Wi-Fi'],
  [/VpnConfiguration$/, 'VPN'],
  [/TrustedRootCertificate$/, 'Trusted certificate'],
  [/ScepCertificateProfile$|SCEPCertificateProfile$/, 'SCEP certificate'],
  [/PkcsCertificateProfile$/, 'PKCS certificate'],
  [/EmailProfileConfiguration$|EasConfiguration$/, 'E-mail'],
  [/KioskConfiguration$/, 'Kiosk'],
  [/IdentityProtectionConfiguration$/, 'Identity protection'],
  [/DeliveryOptimizationConfiguration$/, 'Delivery optimization'],
  [/FirmwareConfigurationInterface$/, 'Firmware configuration interface'],
  [/HealthMonitoringConfiguration$/, 'Health monitoring'],
  [/^sharedPC/, 'Shared multi-user device'],
  [/^editionUpgrade/, 'Edition upgrade'],
]

/** Values that Graph masks as `****`, with the function that answers the clear one (G-117). */
function maskedOmaSettings(policy: Json): SecretValue[] {
  return objects(policy['omaSettings']).flatMap((setting, index) => {
    const reference = text(setting['secretReferenceValueId'])
    if (setting['isEncrypted'] !== true || !reference) return []
    return [
      {
        pointer: `/omaSettings/${index}/value`,
        isToken: false,
        label: text(setting['displayName']) || text(setting['omaUri']),
        readPath: `getOmaSettingPlainTextValue(secretReferenceValueId='${reference.replaceAll("'", "''")}')`,
        base64: /omaSetting(StringXml|Base64)$/.test(text(setting['@odata.type'])),
      },
    ]
  })
}

/** Keys of networks and tunnels that Graph doesn't return (G-119). */
function keysOf(policy: Json): readonly ('preSharedKey' | 'sharedSecret')[] {
  const isNetwork = /personal|wep|psk/i.test(text(policy['wiFiSecurityType']) || text(policy['wifiSecurityType']))
  const isShared = /sharedSecret|psk/i.test(
    `${text(policy['authenticationMethod'])} ${text(policy['clientAuthenticationType'])} ${text(policy['serverAuthenticationType'])}`,
  )
  return [
    ...(isNetwork && !text(policy['preSharedKey']) ? (['preSharedKey'] as const) : []),
    ...(isShared && 'sharedSecret' in policy && !text(policy['sharedSecret']) ? (['sharedSecret'] as const) : []),
  ]
}

/** Onboarding of one tenant's Defender: in another tenant it would move devices to the wrong one. */
const onboarding = [
  'advancedThreatProtectionOnboardingBlob',
  'advancedThreatProtectionOffboardingBlob',
  'advancedThreatProtectionOnboardingFilename',
  'advancedThreatProtectionOffboardingFilename',
] as const

/** Privacy rules of a Windows profile are refused in its body and written by an action of their own (G-148). */
function privacySteps(wanted: Json, live: Json): WriteStep[] {
  const rules = (policy: Json) => objects(policy['privacyAccessControls']).map((rule) => without(rule, ['id']))
  if (
    !('privacyAccessControls' in wanted) ||
    sameCanonical(rules(wanted).map(canonicalText).toSorted(), rules(live).map(canonicalText).toSorted())
  )
    return []
  return [
    {
      purpose: 'Replace the privacy rules',
      method: 'POST',
      path: '/deviceManagement/deviceConfigurations/{id}/windowsPrivacyAccessControls',
      body: { windowsPrivacyAccessControls: rules(wanted) },
    },
  ]
}
