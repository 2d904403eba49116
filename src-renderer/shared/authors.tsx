import type { ReactNode } from 'react'

/** Who made a change, short enough for a column: without the domain, which most share. */
const shortOf = (author: string): string => (/^\S+@\S+$/.test(author) ? author.slice(0, author.indexOf('@')) : author)

/** The authors of a change. The full names are in the hint. */
export const Authors = ({ names }: { readonly names: readonly string[] }): ReactNode => (
  <span className="ellipsis" dir="auto" title={names.join(', ') || undefined}>
    {names.map(shortOf).join(', ')}
  </span>
)
