import { isObject, type Json } from '../json.ts'

/**
 * A path into a Graph object: property names joined by dots, `[]` after a list to mean each of its items, `**` for
 * every object at any depth, e.g. `scheduledActionsForRule[].scheduledActionConfigurations[].notificationTemplateId`.
 */
export type PathPattern = string

const known = new Map<PathPattern, readonly string[]>()

/** The steps of a pattern; there are few patterns, and each is used for every object. */
function steps(pattern: PathPattern): readonly string[] {
  const found = known.get(pattern) ?? pattern.replaceAll('[]', '.[]').split('.').filter(Boolean)
  known.set(pattern, found)
  return found
}

/**
 * A copy of the value in which each match of the pattern went through `change`; what it returns as `undefined`
 * is removed. Parts that the pattern does not reach are shared with the original.
 */
export function rewrite(value: unknown, pattern: PathPattern, change: (found: unknown) => unknown): unknown {
  return walk(value, steps(pattern), change)
}

function walk(value: unknown, [step, ...rest]: readonly string[], change: (found: unknown) => unknown): unknown {
  if (step === undefined) return change(value)
  if (step === '**') return deep(value, rest, change)
  if (step === '[]') {
    if (!Array.isArray(value)) return value
    return eachItem(value, (item) => walk(item, rest, change))
  }
  if (!isObject(value) || !(step in value)) return value
  const changed = walk(value[step], rest, change)
  return changed === value[step] && changed !== undefined ? value : withMember(value, step, changed)
}

/** Every object below a value, the innermost first. */
function deep(value: unknown, rest: readonly string[], change: (found: unknown) => unknown): unknown {
  if (Array.isArray(value)) return eachItem(value, (item) => deep(item, rest, change))
  if (!isObject(value)) return value
  let copy: Json = value
  for (const [key, entry] of Object.entries(value)) {
    const changed = deep(entry, rest, change)
    if (changed !== entry) copy = withMember(copy, key, changed)
  }
  return walk(copy, rest, change)
}

/** The list itself if nothing of it changes: most patterns reach nothing in most objects. */
function eachItem(list: readonly unknown[], change: (item: unknown) => unknown): readonly unknown[] {
  const changed = list.map(change)
  return changed.every((item, at) => item === list[at] && item !== undefined)
    ? list
    : changed.filter((item) => item !== undefined)
}

function withMember(holder: Json, key: string, changed: unknown): Json {
  if (changed !== undefined) return { ...holder, [key]: changed }
  const { [key]: _removed, ...others } = holder
  return others
}

/** Every value that the pattern reaches. */
export function select(value: unknown, pattern: PathPattern): unknown[] {
  const found: unknown[] = []
  walk(value, steps(pattern), (match) => {
    found.push(match)
    return match
  })
  return found
}
