import { isObject, without, type Json } from '../../json.ts'
import { genericSections } from '../../readable/generic.ts'
import type { PolicyType } from '../policy-type.ts'
import {
  assignmentsPart,
  full,
  oneByOne,
  scopeTagReference,
  shortType,
  usualReadOnly,
} from '../building-blocks/shared.ts'

const oldNames = ['language', 'enableWhiteGlove', 'extractHardwareHash', 'outOfBoxExperienceSettings'] as const

/** Autopilot deployment profiles: assignments are posted and deleted one by one (`assign` takes device ids; G-126). */
export const windowsAutopilotDeploymentProfiles: PolicyType = {
  key: 'windowsAutopilotDeploymentProfiles',
  title: 'Autopilot deployment profiles',
  noun: { one: 'Autopilot profile', many: 'Autopilot profiles' },
  category: ['Devices', 'Enrollment', 'Windows Autopilot'],
  path: '/deviceManagement/windowsAutopilotDeploymentProfiles',
  rootType: 'windowsAutopilotDeploymentProfile',
  nameProperty: 'displayName',
  scopeTagProperty: 'roleScopeTagIds',
  foundation: false,
  phase: 60,
  area: 'ServiceConfig',
  service: 'device-enrollment',
  capture: { byId: null, parts: [assignmentsPart] },
  volatile: ['managementServiceAppId'],
  unordered: ['roleScopeTagIds'],
  references: [scopeTagReference],
  assignments: { ...oneByOne, targets: ['group', 'exclusionGroup', 'allDevices'] },
  normalise: currentNames,
  write: {
    update: 'PATCH',
    readOnly: [...usualReadOnly, ...oldNames, 'managementServiceAppId', 'assignedDevices'],
    createOnly: [],
    inline: [],
  },
  restore: full,
  settings: null,
  platformOf: () => 'Windows',
  readable: (policy, context) => genericSections(currentNames(policy), context),
  kindOf: (policy) => (shortType(policy).startsWith('activeDirectory') ? 'Hybrid join profile' : 'Entra join profile'),
}

const outOfBox: Readonly<Record<string, string>> = {
  hidePrivacySettings: 'privacySettingsHidden',
  hideEULA: 'eulaHidden',
  userType: 'userType',
  deviceUsageType: 'deviceUsageType',
  skipKeyboardSelectionPage: 'keyboardSelectionPageSkipped',
  hideEscapeLink: 'escapeLinkHidden',
}

/** Graph answers with the old and the new names of the same settings; only the new ones may be written (G-104, G-179). */
function currentNames(policy: Json): Json {
  const before = policy['outOfBoxExperienceSettings']
  const after = policy['outOfBoxExperienceSetting']
  const translated = isObject(before)
    ? Object.fromEntries(
        Object.entries(before).flatMap(([name, value]) => (outOfBox[name] ? [[outOfBox[name], value]] : [])),
      )
    : {}
  const experience = { ...translated, ...(isObject(after) ? after : {}) }
  return {
    ...without(policy, oldNames),
    locale: policy['locale'] ?? policy['language'] ?? null,
    preprovisioningAllowed: policy['preprovisioningAllowed'] ?? policy['enableWhiteGlove'] ?? null,
    hardwareHashExtractionEnabled: policy['hardwareHashExtractionEnabled'] ?? policy['extractHardwareHash'] ?? null,
    ...(Object.keys(experience).length > 0 ? { outOfBoxExperienceSetting: experience } : {}),
  }
}
