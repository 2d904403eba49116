import type { ReactNode } from 'react'

const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()

/** A text with the words that were searched for marked, whatever their accents. */
export function Marked({ text, words }: { readonly text: string; readonly words: readonly string[] }): ReactNode {
  const parts = text.split(/([\p{L}\p{N}\p{M}]+)/u)
  const asked = words.map(folded).filter((word) => word !== '')
  // Words and what is between them never move: their place is their key.
  return parts
    .map((part, index) => {
      const length = asked.find((word) => folded(part).startsWith(word))?.length ?? 0
      // oxlint-disable-next-line react/no-array-index-key
      return length === 0 ? part : <mark key={index}>{part.slice(0, length)}</mark>
    })
    .flatMap((part, index) =>
      typeof part === 'string'
        ? [part]
        : [part, parts[index]!.slice(asked.find((word) => folded(parts[index]!).startsWith(word))?.length ?? 0)],
    )
}
