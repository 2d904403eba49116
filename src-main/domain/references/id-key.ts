/** An id as a key: Graph writes a GUID in any letter case, and it is the same one (G-54); other ids are as they are. */
export const idKey = (id: string): string => (id.length >= 36 && guid.test(id) ? id.toLowerCase() : id)

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i

/** `kind/id` as a key, whatever letter case the id was written in. */
export const referenceKey = (kind: string, id: string): string => `${kind}/${idKey(id)}`

/** A map with `kind/id` as keys, so that `referenceKey` finds its entries. */
export const byReference = <Value>(entries: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> =>
  new Map(
    [...entries].map(([key, value]) => {
      const slash = key.indexOf('/')
      return [referenceKey(key.slice(0, slash), key.slice(slash + 1)), value]
    }),
  )
