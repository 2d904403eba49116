import type { Change } from '../diff/json-diff.ts'

/** Words with which the service says that something is not set. */
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

/** Whether a value says nothing: the service adds such values to its answers, and takes them out again, by itself. */
export function saysNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === 0) return true
  if (typeof value === 'string') return unsetWords.has(value)
  if (Array.isArray(value)) return value.length === 0
  // An object that names its type says at least of what kind something is: an assignment to everybody is nothing else.
  return typeof value === 'object' && !('@odata.type' in value) && Object.values(value).every(saysNothing)
}

/** Whether a change is none: a default that came or went. Whom an assignment reaches is never one, how it installs may be. */
export const isTolerated = ({ path, kind, before, after }: Change): boolean =>
  (!path.startsWith('assignments') || /\]\.settings(?:\.|$)/.test(path)) &&
  ((kind === 'added' && saysNothing(after)) || (kind === 'removed' && saysNothing(before)))
