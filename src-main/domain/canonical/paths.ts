import { isObject } from '../json.ts'

/**
 * A path into a Graph object: property names joined by dots, `[]` after a list to mean each of its items,
 * e.g. `scheduledActionsForRule[].scheduledActionConfigurations[].notificationTemplateId`.
 */
export type PathPattern = string

const steps = (pattern: PathPattern): string[] => pattern.replaceAll('[]', '.[]').split('.').filter(Boolean)

/**
 * A copy of the value in which each match of the pattern went through `change`; what it returns as `undefined`
 * is removed. Parts that the pattern does not reach are shared with the original.
 */
export function rewrite(value: unknown, pattern: PathPattern, change: (found: unknown) => unknown): unknown {
  return walk(value, steps(pattern), change)
}

function walk(value: unknown, [step, ...rest]: readonly string[], change: (found: unknown) => unknown): unknown {
  if (step === undefined) return change(value)
  if (step === '[]') {
    if (!Array.isArray(value)) return value
    return value.map((item) => walk(item, rest, change)).filter((item) => item !== undefined)
  }
  if (!isObject(value) || !(step in value)) return value
  const changed = walk(value[step], rest, change)
  if (changed !== undefined) return { ...value, [step]: changed }
  const { [step]: _removed, ...others } = value
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
