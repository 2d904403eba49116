import { text, type Json } from '../../json.ts'
import type { ReadableContext } from '../../policy-types/policy-type.ts'
import { genericSections } from '../generic.ts'
import type { ReadableRow, ReadableSection } from '../readable.ts'
import { decodeBase64Text } from '../spelling.ts'
import { words } from '../words.ts'

/** A property of an object that holds a script or a file as base64. */
export interface ScriptProperty {
  readonly property: string
  readonly language: NonNullable<ReadableRow['language']>
  readonly title?: string
}

/** Scripts decoded, each in a section of its own, after the settings around them (spec 013). */
export function scriptSections(
  policy: Json,
  context: ReadableContext,
  scripts: readonly ScriptProperty[],
): ReadableSection[] {
  return [
    ...genericSections(policy, context, ['fileName', ...scripts.map((script) => script.property)]),
    ...scripts.flatMap(({ property, language, title }) => {
      const content = text(policy[property])
      if (!content) return []
      const source = decodeBase64Text(content)
      const row: ReadableRow = {
        key: property,
        name: text(policy['fileName']) || title || words.scripts.script,
        value: source ?? words.scripts.unreadable,
        depth: 0,
        ...(source === null ? {} : { language }),
      }
      return [{ title: title ?? words.scripts.script, rows: [row] }]
    }),
  ]
}
