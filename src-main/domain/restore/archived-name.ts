/** The longest name of an archived object. Graph refuses longer names in some types. */
const longestName = 200

/** The name of an object that stays in the tenant without assignments: what happened to it, and when (UTC). */
export function archivedName(name: string, word: 'replaced' | 'archived', now: Date): string {
  const suffix = ` (${word} ${now.toISOString().slice(0, 10)})`
  return `${name.slice(0, longestName - suffix.length)}${suffix}`
}
