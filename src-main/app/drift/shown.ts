import { createHash } from 'node:crypto'
import { canonicalText } from '#domain/canonical/canonical.ts'
import type { NameOf } from '#domain/compare/portable.ts'
import { isObject } from '#domain/json.ts'
import { binaryWords, looksEncoded } from '#domain/readable/binary.ts'
import { assignmentRows } from '#domain/readable/readable-policy.ts'
import { inWords } from '#domain/readable/spelling.ts'
import type { SettingDefinition } from '#domain/settings-catalog/setting-definition.ts'

/** Longer values are shortened. */
const longest = 20_000

/** Number of characters to show before the first difference. */
const context = 1_000

/** What values are called. */
export interface ShownNames {
  readonly definitions: ReadonlyMap<string, SettingDefinition>
  readonly nameOf: NameOf
}

/** Both values in readable form. Long values start near the first difference. */
export function shownPair(
  before: unknown,
  after: unknown,
  path: string,
  names: ShownNames,
): [string | null, string | null] {
  const [left, right] = [shown(before, path, names), shown(after, path, names)]
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

/** Identifies a whole value, even if only a part of it is shown. */
export const printOf = (value: unknown): string =>
  createHash('sha256')
    .update(canonicalText(value ?? null))
    .digest('hex')

/**
 * A value in readable form: the name of a chosen option, an assignment as the policy shows it, Base64 decoded, other text
 * unchanged, anything else as JSON.
 */
function shown(value: unknown, path: string, { definitions, nameOf }: ShownNames): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean') return inWords(value)
  if (isObject(value) && isObject(value['target'])) {
    const [row] = assignmentRows({ assignments: [value] }, { nameOf })
    return `${row!.name}: ${row!.value}`
  }
  if (typeof value !== 'string') return JSON.stringify(value, null, 1)
  const setting = [...path.matchAll(/\[([^\]]+)\]/g)]
    .findLast(([, key]) => key!.includes('_'))?.[1]
    ?.replace(/#\d+$/, '')
  const chosen = setting ? definitions.get(setting)?.options?.[value] : undefined
  return chosen ?? (looksEncoded(value) ? binaryWords(value)[0] : value)
}
