/** A JSON object as Graph returns it: kept verbatim, read with care. */
export type Json = { readonly [key: string]: unknown }

/** Whether a value is a JSON object (not an array, not null). */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The objects of an array; anything else in it is left out. */
export function objects(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

/** The strings of an array; anything else in it is left out. */
export function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

/** A string value, or an empty string. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/**
 * Whether a key says something about the answer and nothing about the object: `@odata.context`, `name@odata.count`, and
 * the actions of full metadata, `#microsoft.graph.assign` (OData protocol). `@odata.type` is one too, and mostly kept.
 */
export const isAnnotation = (key: string): boolean => key.includes('@') || key.startsWith('#')

/** What an object holds itself: its properties and its `@odata.type`. */
export const contentOf = (source: Json): Json =>
  Object.fromEntries(Object.entries(source).filter(([key]) => key === '@odata.type' || !isAnnotation(key)))

/** A copy of an object without some of its keys. */
export function without(source: Json, keys: Iterable<string>): Json {
  const left = keys instanceof Set ? keys : new Set(keys)
  // A loop: this runs some ten times for each object of a plan.
  const copy: Record<string, unknown> = {}
  for (const key in source) if (!left.has(key)) copy[key] = source[key]
  return copy
}

/** A copy of an object with only these keys, where it has them. */
export const pick = (source: Json, keys: Iterable<string>): Json =>
  Object.fromEntries([...keys].filter((key) => key in source).map((key) => [key, source[key]]))
