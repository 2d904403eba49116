import { canonicalText } from '../../canonical/canonical.ts'
import { isObject, strings, without, type Json } from '../../json.ts'
import type { PolicyType } from '../policy-type.ts'
import { usual } from '../building-blocks/shared.ts'
import { counted } from '../../counted.ts'

const words = ['All', 'None', 'GuestsOrExternalUsers', 'AllTrusted', '00000000-0000-0000-0000-000000000000']

/**
 * Conditional access policies of Entra, where the tenant turned the group on. A created one is switched off: it can
 * lock everybody out, the person who restores it included (G-189).
 */
export const conditionalAccessPolicies: PolicyType = {
  ...usual,
  key: 'conditionalAccessPolicies',
  title: 'Conditional Access',
  noun: { one: 'Conditional Access policy', many: 'Conditional Access policies' },
  category: ['Entra', 'Conditional Access'],
  path: '/identity/conditionalAccess/policies',
  rootType: 'conditionalAccessPolicy',
  nameProperty: 'displayName',
  scopeTagProperty: null,
  phase: 90,
  area: 'Policy',
  service: 'conditional-access',
  optional: 'entra',
  capture: { byId: null, parts: [] },
  unordered: [
    ...['includeUsers', 'excludeUsers', 'includeGroups', 'excludeGroups', 'includeRoles', 'excludeRoles'].map(
      (name) => `conditions.users.${name}`,
    ),
    ...['includeLocations', 'excludeLocations'].map((name) => `conditions.locations.${name}`),
    'conditions.clientAppTypes',
    'grantControls.builtInControls',
  ],
  references: [
    ...['includeGroups', 'excludeGroups'].map((name) => ({
      path: `conditions.users.${name}[]`,
      to: 'groups',
      relation: name === 'excludeGroups' ? ('excluded' as const) : ('refers to' as const),
      whenMissing: 'remove' as const,
      fixed: words,
    })),
    ...['includeUsers', 'excludeUsers'].map((name) => ({
      path: `conditions.users.${name}[]`,
      to: 'users',
      relation: 'refers to' as const,
      whenMissing: 'remove' as const,
      fixed: words,
    })),
    ...['includeLocations', 'excludeLocations'].map((name) => ({
      path: `conditions.locations.${name}[]`,
      to: 'namedLocations',
      relation: 'allowed from' as const,
      whenMissing: 'block' as const,
      fixed: words,
    })),
    // Contexts are numbered by each tenant: the same number may mean another thing.
    {
      path: 'conditions.applications.includeAuthenticationContextClassReferences[]',
      to: 'authenticationContextClassReferences',
      relation: 'refers to',
      whenMissing: 'block',
    },
    { path: 'grantControls.termsOfUse[]', to: 'agreements', relation: 'refers to', whenMissing: 'block' },
    {
      path: 'grantControls.authenticationStrength.id',
      to: 'authenticationStrengthPolicies',
      relation: 'refers to',
      whenMissing: 'block',
    },
  ],
  assignments: null,
  // Which of Entra's templates it was made from cannot be written.
  volatile: ['templateId'],
  normalise: (policy) => ({
    ...policy,
    conditions: without(isObject(policy['conditions']) ? policy['conditions'] : {}, ['deviceStates']),
    grantControls: grant(policy['grantControls']),
    sessionControls: session(policy['sessionControls']),
  }),
  write: {
    update: 'PATCH',
    readOnly: ['id', 'createdDateTime', 'modifiedDateTime', 'deletedDateTime', 'templateId'],
    createOnly: [],
    inline: [],
    decisive: ['conditions', 'grantControls', 'sessionControls'],
    prepare: (body, _purpose, document) => ({
      ...body,
      conditions: somebody(without(isObject(body['conditions']) ? body['conditions'] : {}, ['deviceStates'])),
      grantControls: grant(document['grantControls']),
      sessionControls: session(body['sessionControls']),
    }),
    optIn: (wanted, live) => {
      if (!live) return null
      if (live['state'] === 'enabled' && wanted['state'] !== 'enabled')
        return 'It turns off a policy that is on. It is written only if you include it here.'
      if (wanted['state'] !== 'enabled') return null
      if (live['state'] !== 'enabled')
        return 'It turns on the policy, which can lock people out. It is written only if you include it here.'
      const lost = lostExclusions(wanted['conditions'], live['conditions'])
      if (lost === 0)
        return reach(wanted) === reach(live)
          ? null
          : 'It changes who or what an active policy applies to, which can lock people out. It is written only if you include it here.'
      return `It removes ${counted(lost, 'existing exclusion')} of people, which can lock them out. It is written only if you include it here.`
    },
    worsened: (wanted, found) =>
      lostExclusions(found['conditions'], wanted['conditions']) > 0
        ? "Microsoft Entra didn't store all excluded people."
        : found['state'] === 'enabled' && wanted['state'] !== 'enabled'
          ? 'Microsoft Entra turned the policy on.'
          : null,
    onCreate: (wanted) => ({
      wanted: { ...wanted, state: wanted['state'] === 'enabled' ? 'disabled' : wanted['state'] },
      warnings: [
        ...(wanted['state'] === 'enabled'
          ? ['It is created turned off. Check it in the Microsoft Entra admin center, then turn it on.']
          : []),
        ...(customApps(wanted['conditions'])
          ? ["It refers to apps by ID. Microsoft's own apps have the same ID in every tenant, others don't."]
          : []),
        ...(includes(wanted['conditions'])
          ? []
          : ['None of the included users or groups is in the target. It includes nobody until you select someone.']),
      ],
    }),
  },
  restore: {
    how: 'partial',
    reason: 'A created policy is turned off until you turn it on in the Microsoft Entra admin center.',
  },
  platformOf: () => 'All platforms',
  kindOf: () => 'Conditional Access policy',
  groups: [
    { title: 'State', properties: ['state'] },
    { title: 'Conditions', properties: ['conditions'] },
    { title: 'Grant', properties: ['grantControls'] },
    { title: 'Session', properties: ['sessionControls'] },
  ],
}

/**
 * Of an authentication strength only the id is written. Beside one the operator has to be AND; Graph answers OR all the
 * same where the strength is the only control, which means no other thing (G-115, G-191).
 */
function grant(value: unknown): unknown {
  if (!isObject(value)) return value ?? null
  const strength = value['authenticationStrength']
  if (!isObject(strength)) return without(value, ['authenticationStrength'])
  const alone = strings(value['builtInControls']).length === 0
  return { ...value, ...(alone ? { operator: 'AND' } : {}), authenticationStrength: { id: strength['id'] } }
}

/** `disableResilienceDefaults: false` is refused: it must be null (G-191). */
const session = (value: unknown): unknown =>
  isObject(value)
    ? { ...value, ...(value['disableResilienceDefaults'] === false ? { disableResilienceDefaults: null } : {}) }
    : (value ?? null)

const users = (conditions: unknown): Json =>
  isObject(conditions) && isObject(conditions['users']) ? conditions['users'] : {}

const includes = (conditions: unknown): boolean =>
  ['includeUsers', 'includeGroups', 'includeRoles'].some((name) => strings(users(conditions)[name]).length > 0) ||
  isObject(users(conditions)['includeGuestsOrExternalUsers'])

/** Apps by id: `All`, `None` and suites have names. */
const customApps = (conditions: unknown): boolean =>
  isObject(conditions) &&
  isObject(conditions['applications']) &&
  ['includeApplications', 'excludeApplications'].some((name) =>
    strings((conditions['applications'] as Json)[name]).some((id) => /^[0-9a-f]{8}-/i.test(id)),
  )

/** Everything that decides about access, without names. */
const reach = (policy: Json): string =>
  canonicalText([policy['conditions'], grant(policy['grantControls']), session(policy['sessionControls'])])

/**
 * Users, groups and roles that are excluded now and would no longer be: emergency accounts stay out of policies this
 * way.
 */
const lostExclusions = (wanted: unknown, live: unknown): number =>
  ['excludeUsers', 'excludeGroups', 'excludeRoles'].reduce(
    (lost, name) => lost + strings(users(live)[name]).filter((id) => !strings(users(wanted)[name]).includes(id)).length,
    0,
  )

/** A policy must include somebody; Graph has a word for nobody. */
const somebody = (conditions: unknown): unknown =>
  includes(conditions) || !isObject(conditions)
    ? conditions
    : { ...conditions, users: { ...users(conditions), includeUsers: ['None'] } }
