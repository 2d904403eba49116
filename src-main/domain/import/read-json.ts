import { isObject } from '../json.ts'
import { words } from './words.ts'

/** A JSON value, or why a text isn't usable as one. */
export type ReadJson = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string }

/** Levels that a document may have. The deepest policies have about forty. */
const mostLevels = 200
/** Keys that change how JavaScript objects behave. No policy has them. */
const dangerous = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Reads JSON that somebody else wrote. Nesting is counted before it is parsed. A text that holds JSON once more, as
 * PowerShell's `ConvertTo-Json` makes it of a text, is opened.
 */
export function readJson(text: string): ReadJson {
  if (text.trim() === '') return { ok: false, reason: words.empty }
  if (levelsOf(text) > mostLevels) return { ok: false, reason: words.tooDeep(mostLevels) }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { ok: false, reason: words.notJson(error instanceof Error ? error.message : '') }
  }
  if (typeof value === 'string') {
    const inner = value.trim()
    if (inner.startsWith('{') || inner.startsWith('[')) return readJson(inner)
  }
  const key = dangerousKey(value)
  return key === null ? { ok: true, value } : { ok: false, reason: words.dangerousKey(key) }
}

/** How deep brackets are nested, outside of strings. */
function levelsOf(text: string): number {
  let [level, most, inString] = [0, 0, false]
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (inString) {
      if (code === 0x5c) at += 1
      else if (code === 0x22) inString = false
    } else if (code === 0x22) inString = true
    else if (code === 0x7b || code === 0x5b) most = Math.max(most, (level += 1))
    else if (code === 0x7d || code === 0x5d) level -= 1
  }
  return most
}

function dangerousKey(value: unknown): string | null {
  const open: unknown[] = [value]
  while (open.length > 0) {
    const next = open.pop()
    if (Array.isArray(next)) for (const entry of next) open.push(entry)
    else if (isObject(next))
      for (const key of Object.keys(next)) {
        if (dangerous.has(key)) return key
        open.push(next[key])
      }
  }
  return null
}
