import type { MappedReference } from '#contract/model/plans.ts'

/** What was chosen in the mapping, by `kind/sourceId`: an id of the target, `create`, or null to leave it out. */
export type Choices = Readonly<Record<string, string | null>>

/** The choice to make what the target does not have (contract: `restore.plan`). */
export const createChoice = 'create'
/** An option needs a value; null is none. */
export const leftOutChoice = '\u0000left-out'

/** The words for what a policy refers to. */
const titles: Readonly<Record<string, string>> = {
  groups: 'Groups',
  users: 'Users',
  roleScopeTags: 'Scope tags',
  assignmentFilters: 'Filters',
  notificationMessageTemplates: 'Notification templates',
  deviceConfigurations: 'Profiles and certificates',
  mobileAppCategories: 'App categories',
  mobileApps: 'Apps',
  reusablePolicySettings: 'Reusable settings',
  deviceComplianceScripts: 'Compliance scripts',
  deviceHealthScripts: 'Remediation scripts',
  roleDefinitions: 'Roles',
  depOnboardingSettings: 'Apple tokens',
  namedLocations: 'Named locations',
  authenticationStrengthPolicies: 'Authentication strengths',
  templates: 'Templates',
  groupPolicyDefinitions: 'Administrative templates',
  groupPolicyPresentations: 'Administrative template values',
  termsOfUse: 'Terms of use',
  authenticationContextClassReferences: 'Authentication contexts',
}

/** @param types titles of policy types by key: an item of the plan may be matched by hand too */
export const kindTitle = (kind: string, types: ReadonlyMap<string, string>): string =>
  titles[kind] ?? types.get(kind) ?? 'Other objects'

export const keyOf = ({ kind, sourceId }: MappedReference): string => `${kind}/${sourceId}`

/** What comes of a reference: something of the target, something new, nothing, or a person has to choose first. */
export type Settled = 'mapped' | 'created' | 'left' | 'open'

/** The state of a reference with the choices made so far. */
export function settled(reference: MappedReference, choices: Choices): Settled {
  const choice = choices[keyOf(reference)]
  if (choice !== undefined) return choice === null ? 'left' : choice === createChoice ? 'created' : 'mapped'
  switch (reference.how) {
    case 'ambiguous':
      return 'open'
    case 'missing':
    case 'skipped':
      return 'left'
    case 'created':
      return 'created'
    default:
      return 'mapped'
  }
}
