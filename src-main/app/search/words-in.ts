/** Splits text into words like the index does. */
export const wordsIn = (text: string): string[] => text.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? []

/** Without accents and in lowercase, like the index (`unicode61 remove_diacritics 2`). */
const fold = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()

/** Whether a text contains every word as the beginning of one of its words. */
export function hasWords(text: string, words: readonly string[]): boolean {
  const folded = wordsIn(fold(text))
  return words.map(fold).every((word) => folded.some((own) => own.startsWith(word)))
}

/** The words of a text that another one doesn't have. */
export function wordsWithout(text: string, other: string): string {
  const there = new Set(wordsIn(fold(other)))
  return [...new Set(wordsIn(fold(text)))].filter((word) => !there.has(word)).join(' ')
}
