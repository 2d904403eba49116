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
  return walk(value, steps(pattern), 0, change)
}

type Steps = readonly string[]
type ChangeOf = (found: unknown) => unknown

/** @param at the step that comes next */
function walk(value: unknown, path: Steps, at: number, change: ChangeOf): unknown {
  const step = path[at]
  if (step === undefined) return change(value)
  if (step === '**') return deep(value, path, at + 1, change)
  if (step === '[]') return Array.isArray(value) ? eachItem(value, walk, path, at + 1, change) : value
  if (!isObject(value) || !(step in value)) return value
  const changed = walk(value[step], path, at + 1, change)
  return changed === value[step] && changed !== undefined ? value : withMember(value, step, changed)
}

/** Every object below a value, the innermost first. */
function deep(value: unknown, path: Steps, at: number, change: ChangeOf): unknown {
  if (Array.isArray(value)) return eachItem(value, deep, path, at, change)
  if (!isObject(value)) return value
  let copy: Json = value
  for (const key in value) {
    const entry = value[key]
    if (typeof entry !== 'object') continue
    const changed = deep(entry, path, at, change)
    if (changed !== entry) copy = withMember(copy, key, changed)
  }
  return walk(copy, path, at, change)
}

/** The list itself if nothing of it changes: most patterns reach nothing in most objects. */
function eachItem(
  list: readonly unknown[],
  each: typeof walk,
  path: Steps,
  at: number,
  change: ChangeOf,
): readonly unknown[] {
  let changed: unknown[] | null = null
  for (let index = 0; index < list.length; index += 1) {
    const item = each(list[index], path, at, change)
    if (changed === null && item === list[index] && item !== undefined) continue
    changed ??= list.slice(0, index)
    if (item !== undefined) changed.push(item)
  }
  return changed ?? list
}

function withMember(holder: Json, key: string, changed: unknown): Json {
  if (changed !== undefined) return { ...holder, [key]: changed }
  const { [key]: _removed, ...others } = holder
  return others
}

/** Every value that the pattern reaches. */
export function select(value: unknown, pattern: PathPattern): unknown[] {
  const found: unknown[] = []
  walk(value, steps(pattern), 0, (match) => {
    found.push(match)
    return match
  })
  return found
}
