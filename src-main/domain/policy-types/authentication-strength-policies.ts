import { sameCanonical } from '../canonical/canonical.ts'
import { strings, text, type Json } from '../json.ts'
import type { WriteStep } from '../restore/write-step.ts'
import type { PolicyType } from './policy-type.ts'
import { usual } from './shared.ts'

/** Authentication strengths of Entra. Built-in ones are the same everywhere; allowed methods have an action of their own (types.json). */
export const authenticationStrengthPolicies: PolicyType = {
  ...usual,
  key: 'authenticationStrengthPolicies',
  title: 'Authentication strengths',
  category: ['Entra', 'Authentication strengths'],
  path: '/policies/authenticationStrengthPolicies',
  rootType: 'authenticationStrengthPolicy',
  nameProperty: 'displayName',
  scopeTagProperty: null,
  foundation: true,
  phase: 50,
  area: 'Policy',
  optional: 'entra',
  capture: { byId: null, parts: [] },
  volatile: ['requirementsSatisfied'],
  unordered: ['allowedCombinations'],
  references: [],
  assignments: null,
  write: {
    update: 'PATCH',
    readOnly: ['id', 'createdDateTime', 'modifiedDateTime', 'policyType', 'requirementsSatisfied'],
    createOnly: [],
    inline: [],
    prepare: (body, purpose) => (purpose === 'create' ? body : Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'allowedCombinations'))),
    parts: combinationSteps,
    blockedCreate: (policy) => (text(policy['policyType']) === 'builtIn' ? 'Built-in strengths exist in every tenant.' : null),
    blockedUpdate: (policy) => (text(policy['policyType']) === 'builtIn' ? 'A built-in strength is never written.' : null),
  },
  platformOf: () => 'All platforms',
  kindOf: (policy) => (text(policy['policyType']) === 'builtIn' ? 'Built-in strength' : 'Custom strength'),
}

function combinationSteps(wanted: Json, live: Json): WriteStep[] {
  const combinations = (policy: Json) => strings(policy['allowedCombinations']).toSorted()
  if (sameCanonical(combinations(wanted), combinations(live))) return []
  return [{ purpose: 'Replace the allowed methods', method: 'POST', path: '/policies/authenticationStrengthPolicies/{id}/updateAllowedCombinations', body: { allowedCombinations: combinations(wanted) } }]
}
