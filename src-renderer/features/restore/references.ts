import type { MappedReference } from '#contract/model/values.ts'

/** The words for what a policy refers to. */
const kinds: Readonly<Record<string, string>> = {
  groups: 'Group', users: 'User', roleScopeTags: 'Scope tag', assignmentFilters: 'Filter', notificationMessageTemplates: 'Notification', deviceConfigurations: 'Profile', mobileAppCategories: 'App category',
  mobileApps: 'App', reusablePolicySettings: 'Reusable setting', deviceComplianceScripts: 'Compliance script', roleDefinitions: 'Role', depOnboardingSettings: 'Apple token', namedLocations: 'Named location',
  authenticationStrengthPolicies: 'Strength', templates: 'Template', groupPolicyDefinitions: 'ADMX setting', groupPolicyPresentations: 'ADMX value', termsOfUse: 'Terms of use',
}

export const kindName = (kind: string): string => kinds[kind] ?? 'Object'

export const keyOf = ({ kind, sourceId }: MappedReference): string => `${kind}/${sourceId}`

/** A person should look at it: it has to be chosen, or it would be left out. */
export const isDoubtful = ({ how }: MappedReference): boolean => how === 'ambiguous' || how === 'missing'
