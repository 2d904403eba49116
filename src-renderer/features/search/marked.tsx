import type { ReactNode } from 'react'
import { segmentsOf } from './marks.ts'

/** A text in which the words that were searched for are marked. */
export function Marked({ text, words }: { readonly text: string; readonly words: readonly string[] }): ReactNode {
  // The pieces of a text never move: their place is their key.
  return segmentsOf(text, words).map((segment, index) =>
    // oxlint-disable-next-line react/no-array-index-key
    segment.marked ? <mark key={index}>{segment.text}</mark> : segment.text,
  )
}
