/** A piece of a text, and whether it is one of the words that were searched for. */
export interface Segment {
  readonly text: string
  readonly marked: boolean
}

const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()

/** How many characters of a word begin like one of the searched words, whatever their accents. */
function markedLength(word: string, searched: readonly string[]): number {
  const prefix = searched.find((entry) => folded(word).startsWith(entry))
  if (prefix === undefined) return 0
  let length = 1
  // One step further than the prefix is long: accents that are characters of their own belong to the letter before.
  while (length < word.length && folded(word.slice(0, length + 1)).length <= prefix.length) length += 1
  return length
}

/** Cuts a text so that the beginnings of words that match the searched words can be marked. */
export function segmentsOf(text: string, words: readonly string[]): Segment[] {
  const searched = words.map(folded).filter((word) => word !== '')
  return text
    .split(/([\p{L}\p{N}\p{M}]+)/u)
    .flatMap((part): Segment[] => {
      const length = markedLength(part, searched)
      return [
        { text: part.slice(0, length), marked: true },
        { text: part.slice(length), marked: false },
      ]
    })
    .filter((segment) => segment.text !== '')
}
