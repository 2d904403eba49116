/** Whether a text has all words that somebody typed, in any order and case. Nothing typed is found in everything. */
export function hasWords(asked: string, text: string): boolean {
  const found = text.toLowerCase()
  return asked
    .toLowerCase()
    .split(/\s+/)
    .every((word) => found.includes(word))
}
