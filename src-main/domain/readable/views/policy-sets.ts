import { objects, text, type Json } from '../../json.ts'
import type { ReadableContext } from '../../policy-types/policy-type.ts'
import { referencesOf } from '../../references/references.ts'
import { genericSections } from '../generic.ts'
import type { ReadableRow, ReadableSection } from '../readable.ts'
import { label, inWords } from '../spelling.ts'
import { words } from '../words.ts'

/** What a policy set holds, by the kind of its items (spec 025). */
export function policySetSections(policy: Json, context: ReadableContext): ReadableSection[] {
  const kinds = new Map(referencesOf(context.type, policy).map(({ id, kinds: found }) => [id, found]))
  const sections = new Map<string, ReadableRow[]>()
  for (const item of objects(policy['items'])) {
    const id = text(item['payloadId'])
    const title = label(
      text(item['@odata.type'])
        .replace('#microsoft.graph.', '')
        .replace(/PolicySetItem$/, '')
        .replace(/Policy$/, ''),
    )
    const named =
      (kinds.get(id) ?? []).map((kind) => context.nameOf(kind, id)).find((name) => name !== undefined) ??
      text(item['displayName'])
    const intent = text(item['intent'])
    const row: ReadableRow = {
      key: `item/${title}/${id}`,
      name: named || words.policySet.unknownObject(id),
      value: intent ? inWords(intent) : words.policySet.included,
      depth: 0,
    }
    sections.set(title, [...(sections.get(title) ?? []), row])
  }
  return [
    ...[...sections].map(([title, rows]) => ({ title, rows })),
    ...genericSections(policy, context, ['items', 'status', 'errorCode']),
  ]
}
