import { canonicalText } from '../../canonical/canonical.ts'
import { contentOf, objects, text, without, type Json } from '../../json.ts'
import type { WriteStep } from '../../restore/write-step.ts'
import type { PolicyType } from '../policy-type.ts'
import { tenantWide, tenantWideWrite } from '../building-blocks/tenant-wide.ts'

const path = '/policies/authenticationMethodsPolicy'
const part = 'authenticationMethodConfigurations'
const isGroup = (target: Json): boolean => text(target['targetType']) === 'group'

/** Where the policy names groups. */
const targetPaths = (
  [
    [`${part}[].includeTargets[]`, 'assigned to'],
    [`${part}[].excludeTargets[]`, 'excluded'],
    [`${part}[].featureSettings.companionAppAllowedState.includeTarget`, 'assigned to'],
    [`${part}[].featureSettings.companionAppAllowedState.excludeTarget`, 'excluded'],
    [`${part}[].featureSettings.displayAppInformationRequiredState.includeTarget`, 'assigned to'],
    [`${part}[].featureSettings.displayAppInformationRequiredState.excludeTarget`, 'excluded'],
    [`${part}[].featureSettings.displayLocationInformationRequiredState.includeTarget`, 'assigned to'],
    [`${part}[].featureSettings.displayLocationInformationRequiredState.excludeTarget`, 'excluded'],
    [`${part}[].featureSettings.numberMatchingRequiredState.includeTarget`, 'assigned to'],
    [`${part}[].featureSettings.numberMatchingRequiredState.excludeTarget`, 'excluded'],
    ['registrationEnforcement.authenticationMethodsRegistrationCampaign.includeTargets[]', 'assigned to'],
    ['registrationEnforcement.authenticationMethodsRegistrationCampaign.excludeTargets[]', 'excluded'],
    ['reportSuspiciousActivitySettings.includeTarget', 'assigned to'],
    ['systemCredentialPreferences.includeTargets[]', 'assigned to'],
    ['systemCredentialPreferences.excludeTargets[]', 'excluded'],
  ] as const
).map(([at, relation]) => ({ path: at, relation }))

/** Who may use which way to sign in. The policy and each method are written by themselves (G-244). */
export const authenticationMethodsPolicy: PolicyType = {
  ...tenantWide,
  key: 'authenticationMethodsPolicy',
  title: 'Authentication methods',
  noun: { one: 'authentication methods policy', many: 'authentication methods policies' },
  category: ['Entra', 'Authentication methods'],
  path,
  rootType: 'authenticationMethodsPolicy',
  nameProperty: 'displayName',
  phase: 45,
  area: 'AuthenticationMethods',
  service: 'conditional-access',
  optional: 'entra',
  capture: { byId: null, parts: [{ property: part, path: part }] },
  volatile: ['lastModifiedDateTime', 'policyVersion'],
  unordered: [part, `${part}[].includeTargets`, `${part}[].excludeTargets`],
  references: targetPaths.map(({ path: at, relation }) => ({
    path: `${at}.id`,
    to: 'groups',
    relation,
    when: isGroup,
    whenMissing: 'block',
    fixed: ['all_users', '00000000-0000-0000-0000-000000000000'],
  })),
  write: {
    ...tenantWideWrite,
    readOnly: [
      'id',
      'displayName',
      'description',
      'lastModifiedDateTime',
      'policyVersion',
      'policyMigrationState',
      part,
    ],
    optIn: () => 'Wrong authentication methods lock people out. Include this policy only if you want to change it.',
    parts: (wanted, live) => methodSteps(objects(wanted[part]), objects(live[part])),
  },
  kindOf: () => 'Authentication methods',
}

const content = (method: Json): Json => contentOf(without(method, ['id']))

/** The same for a comparison: the order of targets has no meaning. */
const sortedContent = (method: Json): string =>
  canonicalText(
    Object.fromEntries(
      Object.entries(content(method)).map(([name, value]) => [
        name,
        name.endsWith('Targets')
          ? objects(value)
              .map((target) => canonicalText(target))
              .toSorted()
          : value,
      ]),
    ),
  )

/** A method that the target doesn't know stays as it is there. */
const methodSteps = (wanted: readonly Json[], live: readonly Json[]): WriteStep[] =>
  wanted.flatMap((method): WriteStep[] => {
    const id = text(method['id'])
    const there = live.find((other) => text(other['id']) === id)
    if (!there || sortedContent(there) === sortedContent(method)) return []
    return [
      { purpose: `Change the method ${id}`, method: 'PATCH', path: `${path}/${part}/${id}`, body: content(method) },
    ]
  })
