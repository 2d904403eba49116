import type { ReadStore } from '../ports/store.ts'
import type { SearchPlace, SearchScope, SearchHit } from '../ports/search.ts'

/** Splits search text into words like the index does. */
export const wordsIn = (text: string): string[] => text.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? []

/** Finds versions by place: names, settings with values, scripts, IDs. */
export async function findWords(
  store: Pick<ReadStore, 'search'>,
  text: string,
  scope: SearchScope,
  limit: number,
): Promise<Record<'names' | 'settings' | 'scripts' | 'ids', SearchHit[]>> {
  const words = wordsIn(text)
  const at = (place: SearchPlace) => store.search.find(place, words, scope, limit)
  const [names, settings, scripts, ids] = [await at('name'), await at('settings'), await at('scripts'), await at('ids')]
  return { names, settings, scripts, ids }
}

/** Whether a text contains every word as the beginning of one of its words. */
export function hasWords(text: string, words: readonly string[]): boolean {
  const folded = wordsIn(fold(text))
  return words.map(fold).every((word) => folded.some((own) => own.startsWith(word)))
}

/** Without accents and in lowercase, like the index (`unicode61 remove_diacritics 2`). */
const fold = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
