import { text, without, type Json } from '../../json.ts'
import { brandingSections } from '../../readable/views/branding.ts'
import type { PolicyType } from '../policy-type.ts'
import { assignmentsPart, usual, usualAssignments, usualReadOnly } from '../building-blocks/shared.ts'

const images = ['themeColorLogo', 'lightBackgroundLogo', 'landingPageCustomizedImage'] as const
const atCreate = ['profileName', 'profileDescription', 'roleScopeTagIds'] as const

/** Branding of the Company Portal. A create takes name, description and tags only; images are read one by one (G-186, G-112). */
export const intuneBrandingProfiles: PolicyType = {
  ...usual,
  key: 'intuneBrandingProfiles',
  title: 'Company Portal branding',
  noun: { one: 'branding profile', many: 'branding profiles' },
  category: ['Tenant administration', 'Customization'],
  path: '/deviceManagement/intuneBrandingProfiles',
  rootType: 'intuneBrandingProfile',
  nameProperty: 'profileName',
  phase: 50,
  area: 'Apps',
  service: 'other',
  capture: {
    byId: null,
    parts: [...images.map((name) => ({ property: name, path: name, single: true as const })), assignmentsPart],
  },
  volatile: ['disableClientTelemetry'],
  assignments: { ...usualAssignments, targets: ['group'], filters: false, fixedFor: isDefault },
  identityOf: (policy) => (isDefault(policy) ? 'default profile' : null),
  write: {
    update: 'PATCH',
    readOnly: [...usualReadOnly, 'disableClientTelemetry', 'isDefaultProfile', 'customPrivacyMessage'],
    createOnly: [],
    inline: [],
    warnings: (policy) =>
      text(policy['customPrivacyMessage'])
        ? ["The old custom privacy message isn't restored, because Graph no longer accepts it."]
        : [],
    blockedCreate: (policy) =>
      isDefault(policy)
        ? 'Every tenant has its own default profile. A restore updates it and never creates one.'
        : null,
    prepare: (body, purpose, document) => {
      if (purpose === 'create')
        return Object.fromEntries(Object.entries(body).filter(([name]) => atCreate.some((known) => known === name)))
      return isDefault(document) ? without(body, ['profileName', 'profileDescription']) : body
    },
    created: (wanted) =>
      Object.fromEntries(
        Object.entries(wanted).filter(([name]) => atCreate.some((known) => known === name) || name === 'assignments'),
      ),
  },
  platformOf: () => 'All platforms',
  kindOf: (policy) => (isDefault(policy) ? 'Default branding' : 'Branding profile'),
  groups: [
    {
      title: 'Branding',
      properties: ['displayName', 'themeColor', 'showLogo', 'showDisplayNameNextToLogo', ...images],
    },
    { title: 'Support', properties: ['contactIT*', 'onlineSupport*'] },
    { title: 'Privacy', properties: ['privacyUrl', 'custom*PrivacyMessage'] },
    {
      title: 'Enrollment and apps',
      properties: [
        'enrollmentAvailability',
        'show*',
        'disableDeviceCategorySelection',
        'companyPortalBlockedActions',
        'is*Disabled',
      ],
    },
  ],
  readable: brandingSections,
}

function isDefault(policy: Json): boolean {
  return policy['isDefaultProfile'] === true
}
