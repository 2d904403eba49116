const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** The first characters of the first two words of a name, in capitals; an emoji stays whole. */
export const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => characters.segment(word)[Symbol.iterator]().next().value?.segment ?? '')
    .join('')
    .toUpperCase()
