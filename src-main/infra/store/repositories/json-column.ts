import { isObject, type Json } from '#domain/json.ts'

/** A JSON object column. Anything else is read as empty. */
export function readObject(text: string): Json {
  const value: unknown = JSON.parse(text)
  return isObject(value) ? value : {}
}

/** A JSON column holding a list of texts. */
export function readTexts(text: string): string[] {
  const value: unknown = JSON.parse(text)
  return Array.isArray(value) ? value.map(String) : []
}
