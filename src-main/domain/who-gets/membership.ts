/** Whether something is in a group, and the way there. */
export type Membership =
  | {
      readonly is: 'yes'
      /** From the group that it is in directly to the one in question. */ readonly path: readonly string[]
    }
  | { readonly is: 'no' | 'unknown' }

/** Who is in which group, as far as that was read. */
export interface Memberships {
  /** @param member the object ID of a user, a device or a group in Microsoft Entra. A group is in itself */
  of(member: string, group: string): Membership
  /** Everything in a group, also in the groups in it; null if some of it isn't known. */
  below(group: string): ReadonlySet<string> | null
}

/**
 * Memberships from the direct members of each group. Groups can be nested, also in a circle.
 *
 * @param members by group; a group that isn't here wasn't read, and anybody may be in it
 * @param known all groups, also those whose members weren't read
 */
export function membershipsFrom(members: ReadonlyMap<string, readonly string[]>, known: Iterable<string>): Memberships {
  const parents = new Map<string, string[]>()
  for (const [group, direct] of members)
    for (const member of direct) parents.set(member, [...(parents.get(member) ?? []), group])
  const above = (start: readonly string[]): Map<string, string | null> => {
    // From each group to the one below it on the shortest way.
    const from = new Map<string, string | null>(start.map((group) => [group, null]))
    for (const group of from.keys())
      for (const parent of parents.get(group) ?? []) if (!from.has(parent)) from.set(parent, group)
    return from
  }
  const below = new Map<string, ReadonlySet<string> | null>()
  const everythingIn = (start: string): ReadonlySet<string> | null => {
    const found = new Set<string>()
    const groups = new Set([start])
    for (const group of groups) {
      const direct = members.get(group)
      if (direct === undefined) return null
      for (const member of direct) {
        found.add(member)
        if (members.has(member) || isGroup.has(member)) groups.add(member)
      }
    }
    return found
  }
  const isGroup = new Set(known)
  const unread = new Set(above([...isGroup].filter((group) => !members.has(group))).keys())
  const reached = new Map<string, Map<string, string | null>>()
  return {
    below(group) {
      let found = below.get(group)
      if (found === undefined) below.set(group, (found = everythingIn(group)))
      return found
    },
    of(member, group) {
      if (member === group) return { is: 'yes', path: [] }
      let from = reached.get(member)
      if (from === undefined) reached.set(member, (from = above(parents.get(member) ?? [])))
      if (from.has(group)) {
        const path: string[] = []
        for (let at: string | null = group; at !== null; at = from.get(at)!) path.unshift(at)
        return { is: 'yes', path }
      }
      return { is: unread.has(group) || (!members.has(group) && group !== '') ? 'unknown' : 'no' }
    },
  }
}
