import { createHash } from 'node:crypto'
import { canonicalText } from '#domain/canonical/canonical.ts'
import type { SettingDefinition } from '#domain/settings-catalog/setting-definition.ts'

/** Values longer than this are shown in part. */
const longest = 20_000

/** What of a long value stands before the first difference. */
const context = 1_000

/** Both values as people read them; of long ones the part from where they begin to differ. */
export function shownPair(
  before: unknown,
  after: unknown,
  path: string,
  definitions: ReadonlyMap<string, SettingDefinition>,
): [string | null, string | null] {
  const [left, right] = [inWords(before, path, definitions), inWords(after, path, definitions)]
  if ((left?.length ?? 0) <= longest && (right?.length ?? 0) <= longest) return [left, right]
  let differs = 0
  while (
    left !== null &&
    right !== null &&
    differs < Math.min(left.length, right.length) &&
    left[differs] === right[differs]
  )
    differs += 1
  const from = Math.max(0, differs - context)
  const part = (text: string | null) =>
    text === null
      ? null
      : `${from > 0 ? '… ' : ''}${text.slice(from, from + longest)}${text.length > from + longest ? ' …' : ''}`
  return [part(left), part(right)]
}

/** Tells whether a whole value is still what it was, however much of it is shown. */
export const printOf = (value: unknown): string =>
  createHash('sha256')
    .update(canonicalText(value ?? null))
    .digest('hex')

/** A value as people read it: the name of a chosen option, a text as it is, anything else as JSON. */
function inWords(value: unknown, path: string, definitions: ReadonlyMap<string, SettingDefinition>): string | null {
  if (value === null || value === undefined) return null
  if (typeof value !== 'string') return JSON.stringify(value, null, 1)
  const setting = [...path.matchAll(/\[([^\]]+)\]/g)]
    .findLast(([, key]) => key!.includes('_'))?.[1]
    ?.replace(/#\d+$/, '')
  return (setting ? definitions.get(setting)?.options?.[value] : undefined) ?? value
}
