import { isObject, text, type Json } from '../json.ts'

/** Definition ids of every setting in a document, nested ones included. */
export function settingIdsOf(document: Json): ReadonlySet<string> {
  const found = new Set<string>()
  const look = (value: unknown): void => {
    if (Array.isArray(value)) for (const entry of value) look(entry)
    else if (isObject(value)) {
      const id = text(value['settingDefinitionId'])
      if (id) found.add(id)
      for (const entry of Object.values(value)) if (typeof entry === 'object') look(entry)
    }
  }
  look(document['settings'])
  look(document['settingInstance'])
  return found
}
