const most = 8

/** Places in an object for a sentence, the first eight of them; an empty path is the type of the object itself. */
export function namedPlaces(paths: readonly string[]): string {
  const named = paths.slice(0, most).map((path) => path || 'its type')
  return `${named.join(', ')}${paths.length > most ? `, and ${paths.length - most} more` : ''}`
}
