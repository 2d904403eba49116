import { words } from './words.ts'

/** Characters of an answer. What an assistant reads costs its user time and money. */
const mostCharacters = 24_000
/** Characters of one text in it, such as a script. */
const longestText = 4_000

/** One page of a list, as far as it fits into an answer. */
export interface Page {
  readonly total: number
  readonly offset: number
  readonly entries: readonly unknown[]
  /** The offset of the next page; null if this is the last one. */
  readonly next: number | null
}

/** The entries from an offset on that fit into one answer, at least one. */
export function pageOf(all: readonly unknown[], offset: number): Page {
  const entries: unknown[] = []
  let size = 0
  let at = Math.min(offset, all.length)
  for (; at < all.length; at += 1) {
    const entry = shortened(all[at])
    size += JSON.stringify(entry).length
    if (entries.length > 0 && size > mostCharacters) break
    entries.push(entry)
  }
  return { total: all.length, offset, entries, next: at < all.length ? at : null }
}

/** The same value with its long texts cut, and with lists that end where an answer would be too long. */
function shortened(value: unknown, left = { characters: mostCharacters }): unknown {
  if (typeof value === 'string') {
    const most = Math.max(0, Math.min(longestText, left.characters))
    left.characters -= Math.min(value.length, most)
    return value.length > most ? `${value.slice(0, most)}${words.shortened}` : value
  }
  if (Array.isArray(value)) {
    const kept: unknown[] = []
    for (const entry of value) {
      if (left.characters <= 0) {
        kept.push(words.shortened)
        break
      }
      kept.push(shortened(entry, left))
    }
    return kept
  }
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, shortened(entry, left)]))
  return value
}
