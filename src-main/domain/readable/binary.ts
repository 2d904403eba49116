import type { ReadableRow } from './readable.ts'
import { decodeBase64Text, languageOf } from './words.ts'

const signatures: readonly (readonly [start: string, what: string])[] = [
  ['iVBORw0KGgo', 'PNG image'],
  ['/9j/', 'JPEG image'],
  ['R0lGOD', 'GIF image'],
  ['UEsDB', 'ZIP archive'],
  ['MII', 'Certificate'],
  ['PHN2Zy', 'SVG image'],
]

/** What Base64 holds: readable text with its language, or the kind and size of a file. */
export function binaryWords(value: string): [shown: string, more: Partial<ReadableRow>] {
  if (value === '') return ['Not configured', {}]
  const known = signatures.find(([start]) => value.startsWith(start))
  const decoded = known && known[1] !== 'SVG image' ? null : decodeBase64Text(value)
  if (decoded !== null) return [decoded, { language: languageOf(decoded) }]
  const bytes = Math.floor((value.replace(/\s/g, '').length * 3) / 4) - (/=*$/.exec(value)?.[0].length ?? 0)
  return [`${known?.[1] ?? 'Binary data'}, ${bytes < 2048 ? `${bytes} bytes` : `${Math.round(bytes / 1024)} KB`}`, {}]
}
