import { scopeTagKind } from '../../policy-types/building-blocks/shared.ts'
import type { AdviceRule } from '../advice-rule.ts'

/** Scope tags that no policy and no role assignment has. */
export const unusedTags: AdviceRule = {
  id: 'unused-scope-tags',
  title: 'Scope tags that nothing has',
  why: 'Nothing is seen or hidden because of them. Devices can have a tag without any policy that has it: look at its assignments first.',
  severity: 'low',
  fix: 'delete',
  find: ({ objects, usersOf }) =>
    objects
      .filter(
        ({ type, externalId, document, assignments }) =>
          type.key === scopeTagKind &&
          document['isBuiltIn'] !== true &&
          assignments.length === 0 &&
          usersOf(type.key, externalId).length === 0,
      )
      .map(({ policyId }) => ({ policyId, detail: 'No policy has it, and it is assigned to no devices.' })),
}
