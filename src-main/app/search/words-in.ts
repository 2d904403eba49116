/**
 * Splits text into words like the index does. JavaScript knows a few letters that the index doesn't: a word with one of
 * them would be several words there, and it can't look for those beside each other.
 */
export const wordsIn = (text: string): string[] =>
  text.normalize('NFC').match(/[[\p{L}\p{N}]--[\u19b0-\u19c9\u1cf2\u1cf3]]+/gv) ?? []

/** Without accents and in lowercase, like the index (`unicode61 remove_diacritics 2`). */
const fold = (word: string): string => word.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().normalize('NFC')

/** Whether a text contains every word as the beginning of one of its words. */
export function hasWords(text: string, words: readonly string[]): boolean {
  const folded = wordsIn(text).map(fold)
  return words.map(fold).every((word) => folded.some((own) => own.startsWith(word)))
}

/** The words of a text that another one doesn't have, as they are: the index folds fewer letters than `fold` does. */
export function wordsWithout(text: string, other: string): string {
  const there = new Set(wordsIn(other).map((word) => word.toLowerCase()))
  return [...new Set(wordsIn(text))].filter((word) => !there.has(word.toLowerCase())).join(' ')
}
