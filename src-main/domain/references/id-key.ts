/** An id as a key: Graph writes a GUID in any letter case, and it is the same one (G-54); other ids are as they are. */
export const idKey = (id: string): string =>
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.test(id) ? id.toLowerCase() : id
