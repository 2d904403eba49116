import type { ReadableRow, ReadableSection } from '../readable/readable.ts'

/** A setting in both versions. Nothing on one side means "not configured" there. */
export interface SettingChange {
  readonly key: string
  readonly name: string
  readonly depth: number
  readonly kind: 'added' | 'removed' | 'changed' | 'same'
  readonly before: string | null
  readonly after: string | null
  readonly derived: boolean
  /** Of a text that is compared line by line, such as a script. */
  readonly language?: NonNullable<ReadableRow['language']>
}

export interface SettingsDiffSection {
  readonly title: string
  readonly rows: readonly SettingChange[]
}

/** Pairs the readable views of two versions setting by setting; order plays no part. */
export function diffSettings(
  before: readonly ReadableSection[],
  after: readonly ReadableSection[],
): SettingsDiffSection[] {
  const titles = [...new Set([...after, ...before].map((section) => section.title))]
  return titles
    .map((title) => {
      const left = rowsByKey(before.find((section) => section.title === title)?.rows ?? [])
      const right = rowsByKey(after.find((section) => section.title === title)?.rows ?? [])
      return {
        title,
        rows: mergedKeys([...left.keys()], [...right.keys()]).map((key) => pair(key, left.get(key), right.get(key))),
      }
    })
    .filter((section) => section.rows.length > 0)
}

const rowsByKey = (rows: readonly ReadableRow[]): Map<string, ReadableRow> => new Map(rows.map((row) => [row.key, row]))

/** Keys in the order of the newer version; a removed setting stays behind the one it followed. */
function mergedKeys(before: readonly string[], after: readonly string[]): string[] {
  const merged = [...after]
  const present = new Set(after)
  for (const [index, key] of before.entries()) {
    if (present.has(key)) continue
    const previous = index > 0 ? merged.indexOf(before[index - 1]!) : -1
    merged.splice(previous + 1, 0, key)
    present.add(key)
  }
  return merged
}

function pair(key: string, before: ReadableRow | undefined, after: ReadableRow | undefined): SettingChange {
  const row = (after ?? before)!
  const kind = !before ? 'added' : !after ? 'removed' : before.value === after.value ? 'same' : 'changed'
  return {
    key,
    name: row.name,
    depth: row.depth,
    kind,
    before: before?.value ?? null,
    after: after?.value ?? null,
    derived: row.derived === true,
    ...(row.language === undefined ? {} : { language: row.language }),
  }
}
