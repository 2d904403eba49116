import { objects, strings, text, type Json } from '../../json.ts'
import type { ReadableContext } from '../../policy-types/policy-type.ts'
import { genericSections } from '../generic.ts'
import type { ReadableRow, ReadableSection } from '../readable.ts'
import { label } from '../spelling.ts'
import { words } from '../words.ts'

/** Who is in a group, and by which rule (spec 0811). */
export function groupSections(group: Json, context: ReadableContext): ReadableSection[] {
  const isDynamic = strings(group['groupTypes']).includes('DynamicMembership')
  const row = (key: string, name: string, value: string): ReadableRow => ({ key, name, value, depth: 0 })
  const members = objects(group['members'])
    .map((member) => {
      const kind = label(text(member['@odata.type']).split('.').at(-1) ?? '')
      return row(`members/${text(member['id'])}`, kind, text(member['displayName']) || text(member['id']))
    })
    .toSorted((left, right) => left.value.localeCompare(right.value, 'en'))
  return [
    {
      title: words.groups.membership,
      rows: [
        row('membershipType', words.groups.type, isDynamic ? words.groups.dynamic : words.groups.assigned),
        ...(isDynamic
          ? [
              row('membershipRule', words.groups.rule, text(group['membershipRule'])),
              row(
                'membershipRuleProcessingState',
                words.groups.processing,
                text(group['membershipRuleProcessingState']),
              ),
            ]
          : []),
      ],
    },
    ...(members.length > 0 ? [{ title: words.groups.members, rows: members }] : []),
    ...genericSections(group, context, ['groupTypes', 'membershipRule', 'membershipRuleProcessingState', 'members']),
  ]
}
