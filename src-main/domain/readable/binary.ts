import { createHash } from 'node:crypto'
import type { ReadableRow } from './readable.ts'
import { decodeBase64Text, languageOf } from './spelling.ts'
import { words } from './words.ts'

const signatures: readonly (readonly [start: string, what: string])[] = [
  ['iVBORw0KGgo', words.binary.png],
  ['/9j/', words.binary.jpeg],
  ['R0lGOD', words.binary.gif],
  ['UEsDB', words.binary.zip],
  ['MII', words.binary.certificate],
  ['PHN2Zy', words.binary.svg],
]

/** What Base64 holds: readable text with its language, or the kind and size of a file. */
export function binaryWords(value: string): [shown: string, more: Partial<ReadableRow>] {
  if (value === '') return [words.notConfigured, {}]
  const known = signatures.find(([start]) => value.startsWith(start))
  const decoded = known && known[1] !== words.binary.svg ? null : decodeBase64Text(value)
  if (decoded !== null) return [decoded, { language: languageOf(decoded) }]
  // The hash tells two files of one size apart.
  return [`${known?.[1] ?? words.binary.other}, ${fileSize(value)}, ${words.binary.hash(hashOf(value))}`, {}]
}

/** The beginning of the SHA-256 of what Base64 holds. */
const hashOf = (value: string): string =>
  createHash('sha256').update(Buffer.from(value, 'base64')).digest('hex').slice(0, 12)

/** The size of what Base64 holds, e.g. `812 bytes` or `7 KB`. */
export function fileSize(value: string): string {
  const digits = value.replace(/\s/g, '')
  const padding = digits.endsWith('==') ? 2 : digits.endsWith('=') ? 1 : 0
  return words.binary.size(Math.floor((digits.length * 3) / 4) - padding)
}

/** Base64 in a property that the contract declares as text, e.g. `payloadJson`. */
export const looksEncoded = (value: string): boolean =>
  value.length >= 40 &&
  value.length % 4 === 0 &&
  /^[A-Za-z0-9+/]+={0,2}$/.test(value) &&
  /[A-Z]/.test(value) &&
  /[a-z]/.test(value)
