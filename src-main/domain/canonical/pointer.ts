import { isObject, type Json } from '../json.ts'

const stepsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))

/** The value that a JSON Pointer (RFC 6901) names; undefined where there is none. */
export function valueAt(document: unknown, pointer: string): unknown {
  return stepsOf(pointer).reduce<unknown>(
    (at, step) => (Array.isArray(at) ? at[Number(step)] : isObject(at) ? at[step] : undefined),
    document,
  )
}

/** A copy of the document with other values at these pointers; pointers that lead nowhere are ignored. */
export function withValues(document: Json, values: ReadonlyMap<string, unknown>): Json {
  if (values.size === 0) return document
  const copy: unknown = structuredClone(document)
  for (const [pointer, value] of values) {
    const steps = stepsOf(pointer)
    const last = steps.pop() ?? ''
    const parent = valueAt(copy, `/${steps.join('/')}`.replace(/^\/$/, ''))
    if (isObject(parent) && last in parent) Object.assign(parent, { [last]: value })
  }
  return isObject(copy) ? copy : document
}
