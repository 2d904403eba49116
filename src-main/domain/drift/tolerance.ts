import type { Change } from '../diff/json-diff.ts'

/** Values that the service uses for something that is not set. */
const unsetWords = new Set([
  '',
  'notConfigured',
  'none',
  'unknown',
  'deviceDefault',
  'userDefined',
  'default',
  'notDefined',
  'unspecified',
])

/** Whether a value means "not set": the service adds and removes such values in its answers by itself. */
export function saysNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === 0) return true
  if (typeof value === 'string') return unsetWords.has(value)
  if (Array.isArray(value)) return value.length === 0
  // An object with a type has a meaning even if it is empty: an assignment to everybody is only a type.
  return typeof value === 'object' && !('@odata.type' in value) && Object.values(value).every(saysNothing)
}

/**
 * Whether a change does not count: a default that appeared or disappeared. The target of an assignment always counts.
 */
export const isTolerated = ({ path, kind, before, after }: Change): boolean =>
  (!path.startsWith('assignments') || /\]\.settings(?:\.|$)/.test(path)) &&
  ((kind === 'added' && saysNothing(after)) || (kind === 'removed' && saysNothing(before)))
