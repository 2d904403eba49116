import { requireTypes } from './chosen-types.ts'
import { words } from './words.ts'

/** What a caller wants to capture: types, policies, or everything. */
interface Asked {
  readonly types?: readonly string[] | undefined
  readonly policyIds?: readonly string[] | undefined
  readonly assignments?: boolean
  readonly scopeTags?: boolean
}

/** The target of a run as text. Equal texts are the same job (000-2). */
export function captureTarget({ types, policyIds, assignments = true, scopeTags = true }: Asked): string {
  const what = policyIds
    ? `policies:${[...policyIds].toSorted().join(',')}`
    : types
      ? `types:${[...types].toSorted().join(',')}`
      : 'all'
  return [what, ...(assignments ? [] : ['no-assignments']), ...(scopeTags ? [] : ['no-scope-tags'])].join('/')
}

/** The title of the run. @throws Failure `badInput` for a type that does not exist */
export function captureTitle({ types, policyIds }: Asked): string {
  if (policyIds) return words.titles.policies(policyIds.length)
  const chosen = requireTypes(types)
  return chosen.length === 0 ? words.titles.allTypes : chosen.map((type) => type.title).join(', ')
}
