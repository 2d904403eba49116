import { canonicalText, sameCanonical } from '../../canonical/canonical.ts'
import { objects, strings, text, without, type Json } from '../../json.ts'
import type { WriteStep } from '../../restore/write-step.ts'
import type { PolicyType } from '../policy-type.ts'
import { usual } from '../building-blocks/shared.ts'

/** Authentication strengths of Entra. Built-in ones are the same everywhere; allowed methods have an action of their own (G-192). */
export const authenticationStrengthPolicies: PolicyType = {
  ...usual,
  key: 'authenticationStrengthPolicies',
  title: 'Authentication strengths',
  noun: { one: 'authentication strength', many: 'authentication strengths' },
  category: ['Entra', 'Authentication strengths'],
  path: '/policies/authenticationStrengthPolicies',
  rootType: 'authenticationStrengthPolicy',
  nameProperty: 'displayName',
  scopeTagProperty: null,
  foundation: true,
  phase: 50,
  area: 'Policy',
  service: 'conditional-access',
  optional: 'entra',
  capture: { byId: null, parts: [{ property: 'combinationConfigurations', path: 'combinationConfigurations' }] },
  volatile: ['requirementsSatisfied', 'combinationConfigurations[].id'],
  unordered: ['allowedCombinations', 'combinationConfigurations', 'combinationConfigurations[].appliesToCombinations'],
  references: [],
  assignments: null,
  write: {
    update: 'PATCH',
    readOnly: [
      'id',
      'createdDateTime',
      'modifiedDateTime',
      'policyType',
      'requirementsSatisfied',
      'combinationConfigurations',
    ],
    createOnly: [],
    inline: [],
    prepare: (body, purpose) =>
      purpose === 'create'
        ? body
        : Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'allowedCombinations')),
    parts: (wanted, live) => [...combinationSteps(wanted, live), ...configurationSteps(wanted, live)],
    blockedCreate: (policy) =>
      text(policy['policyType']) === 'builtIn' ? 'Built-in strengths exist in every tenant.' : null,
    blockedUpdate: (policy) =>
      text(policy['policyType']) === 'builtIn' ? 'TenantAtlas never changes a built-in strength.' : null,
  },
  platformOf: () => 'All platforms',
  kindOf: (policy) => (text(policy['policyType']) === 'builtIn' ? 'Built-in strength' : 'Custom strength'),
}

function combinationSteps(wanted: Json, live: Json): WriteStep[] {
  const combinations = (policy: Json) => strings(policy['allowedCombinations']).toSorted()
  if (sameCanonical(combinations(wanted), combinations(live))) return []
  return [
    {
      purpose: 'Replace the allowed methods',
      method: 'POST',
      path: '/policies/authenticationStrengthPolicies/{id}/updateAllowedCombinations',
      body: { allowedCombinations: combinations(wanted) },
    },
  ]
}

/** Limits of a method, such as the security keys that it accepts: without them a strength is weaker than before. */
function configurationSteps(wanted: Json, live: Json): WriteStep[] {
  if (!Array.isArray(wanted['combinationConfigurations'])) return []
  const path = '/policies/authenticationStrengthPolicies/{id}/combinationConfigurations'
  const byContent = (policy: Json) =>
    new Map(objects(policy['combinationConfigurations']).map((entry) => [canonicalText(sorted(entry)), entry]))
  const [target, present] = [byContent(wanted), byContent(live)]
  return [
    ...[...present]
      .filter(([key]) => !target.has(key))
      .map(([, entry]): WriteStep => ({
        purpose: 'Remove the limits of a method',
        method: 'DELETE',
        path: `${path}/${text(entry['id'])}`,
      })),
    ...[...target]
      .filter(([key]) => !present.has(key))
      .map(([, entry]): WriteStep => ({
        purpose: 'Add the limits of a method',
        method: 'POST',
        path,
        body: without(entry, ['id']),
      })),
  ]
}

const sorted = (entry: Json): Json =>
  Object.fromEntries(
    Object.entries(without(entry, ['id'])).map(([key, value]) => [
      key,
      Array.isArray(value) ? strings(value).toSorted() : value,
    ]),
  )
