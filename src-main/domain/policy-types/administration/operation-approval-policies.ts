import { platformOfWord } from '../building-blocks/platform-words.ts'
import { text } from '../../json.ts'
import type { PolicyType } from '../policy-type.ts'
import { label } from '../../readable/spelling.ts'
import { usual, usualReadOnly } from '../building-blocks/shared.ts'

/** Access policies of Multi Admin Approval. They are written last: from then on, other writes wait for approval (G-193). */
export const operationApprovalPolicies: PolicyType = {
  ...usual,
  key: 'operationApprovalPolicies',
  title: 'Multi Admin Approval access policies',
  noun: { one: 'access policy', many: 'access policies' },
  category: ['Tenant administration', 'Multi Admin Approval'],
  path: '/deviceManagement/operationApprovalPolicies',
  rootType: 'operationApprovalPolicy',
  nameProperty: 'displayName',
  scopeTagProperty: null,
  unordered: ['approverGroupIds'],
  references: [{ path: 'approverGroupIds[]', to: 'groups', relation: 'approved by', whenMissing: 'block' }],
  phase: 95,
  area: 'RBAC',
  service: 'rbac',
  capture: { byId: null, parts: [] },
  assignments: null,
  write: {
    update: 'PATCH',
    readOnly: usualReadOnly,
    createOnly: [],
    inline: [],
    optIn: () =>
      'An access policy makes changes wait for the approval of a second administrator. Include it only if you want that.',
  },
  platformOf: (policy) => platformOfWord(text(policy['policyPlatform'])),
  kindOf: (policy) => `Access policy for ${label(text(policy['policyType'])).toLowerCase() || 'operations'}`,
}
