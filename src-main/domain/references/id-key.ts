/** An id as a key: Graph writes GUIDs in upper and lower case (types.json quirk); other ids stay as they are. */
export const idKey = (id: string): string =>
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.test(id) ? id.toLowerCase() : id
