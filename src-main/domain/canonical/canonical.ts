import { isObject } from '../json.ts'

/**
 * The canonical text of a JSON value: keys sorted by code unit, no white space. Equal values have equal texts
 * whatever order Graph answered in. Arrays keep their order: normalise first where order has no meaning.
 */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`
  if (isObject(value)) {
    const members = Object.keys(value)
      .toSorted()
      .flatMap((key) => (value[key] === undefined ? [] : [`${JSON.stringify(key)}:${canonicalText(value[key])}`]))
    return `{${members.join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}

/** Whether two JSON values have the same canonical text. */
export const sameCanonical = (left: unknown, right: unknown): boolean => canonicalText(left) === canonicalText(right)
