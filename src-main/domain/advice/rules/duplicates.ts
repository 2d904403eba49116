import { fingerprintText } from '../../canonical/comparable.ts'
import { without } from '../../json.ts'
import type { AdviceObject, AdviceRule } from '../advice-rule.ts'
import { isAssignable } from '../assignable.ts'

/** Policies of one type with the same content, whatever they are called and assigned to. */
export const duplicates: AdviceRule = {
  id: 'duplicates',
  title: 'The same content twice',
  why: 'Whoever changes one of them has to find the other. One policy for all of their groups is easier to keep right.',
  severity: 'medium',
  fix: 'archive',
  find({ objects }) {
    const same = Map.groupBy(objects.filter(isAssignable), contentOf)
    return [...same].flatMap(([content, own]) =>
      content === null || own.length < 2
        ? []
        : own.map(({ policyId, name }) => ({
            policyId,
            detail: `Same content as ${own
              .filter((other) => other.policyId !== policyId)
              .map((other) => other.name)
              .join(
                ', ',
              )}${own.some((other) => other.policyId !== policyId && other.name === name) ? ', which has the same name' : ''}.`,
          })),
    )
  },
}

/** What an object is without its name, its place and its people; null for one that holds nothing else. */
function contentOf({ type, document }: AdviceObject): string | null {
  const named = [type.nameProperty, 'id', 'description', 'assignments', type.scopeTagProperty ?? '']
  const rest = without(document, named)
  const holdsSomething = Object.values(rest).some(
    (value) => value !== null && value !== '' && typeof value !== 'boolean',
  )
  // An app that is installed from a file is more than its description says.
  return holdsSomething && !('committedContentVersion' in document)
    ? `${type.key}\n${fingerprintText(type, rest)}`
    : null
}
