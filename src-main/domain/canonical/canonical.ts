import { isObject } from '../json.ts'

/**
 * The canonical text of a JSON value: keys sorted by code unit, no white space. Equal values have equal texts
 * whatever order Graph answered in. Arrays keep their order: normalise first where order has no meaning.
 */
export function canonicalText(value: unknown): string {
  // Loops that add to one text: this runs over everything that is captured, and is what a capture spends most on.
  if (Array.isArray(value)) {
    let items = ''
    for (let at = 0; at < value.length; at += 1)
      items += at === 0 ? canonicalText(value[at]) : `,${canonicalText(value[at])}`
    return `[${items}]`
  }
  if (isObject(value)) {
    let members = ''
    for (const key of Object.keys(value).toSorted()) {
      const entry = value[key]
      if (entry === undefined) continue
      members += `${members === '' ? '' : ','}${JSON.stringify(key)}:${canonicalText(entry)}`
    }
    return `{${members}}`
  }
  return JSON.stringify(value) ?? 'null'
}

const none: ReadonlySet<string> = new Set()

/**
 * Whether two JSON values have the same canonical text.
 *
 * @param except properties of the values themselves, not of what is in them, that don't count
 */
export function sameCanonical(left: unknown, right: unknown, except = none): boolean {
  if (left === right) return true
  if (Array.isArray(left))
    return (
      Array.isArray(right) && left.length === right.length && left.every((item, at) => sameCanonical(item, right[at]))
    )
  if (!isObject(left) || !isObject(right)) return canonicalText(left) === canonicalText(right)
  let members = 0
  for (const key in left) {
    if (left[key] === undefined || except.has(key)) continue
    if (!Object.hasOwn(right, key) || right[key] === undefined || !sameCanonical(left[key], right[key])) return false
    members += 1
  }
  for (const key in right) if (right[key] !== undefined && !except.has(key)) members -= 1
  return members === 0
}
