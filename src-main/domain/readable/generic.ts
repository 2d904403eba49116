import { isObject, objects, text, type Json } from '../json.ts'
import { decodeBase64Text, label, languageOf, words } from './words.ts'
import type { ReadableRow, ReadableSection } from './readable.ts'

/** Properties that other parts of the view show, or that say nothing about the configuration. */
const elsewhere = new Set([
  '@odata.type', 'id', 'displayName', 'name', 'description', 'createdDateTime', 'lastModifiedDateTime', 'version', 'roleScopeTagIds',
  'roleScopeTags', 'assignments', 'isAssigned', 'supportsScopeTags', 'settingCount', 'creationSource', 'priorityMetaData',
])

/** The sections of any Graph object: its own properties first, then one section for each list of objects. */
export function genericSections(policy: Json, title: string, hidden: readonly string[] = []): ReadableSection[] {
  const skip = new Set([...elsewhere, ...hidden])
  const rows: ReadableRow[] = []
  const sections: ReadableSection[] = []
  for (const [name, value] of Object.entries(policy)) {
    if (skip.has(name) || name.includes('@') || value === null || value === undefined) continue
    const list = objects(value)
    if (list.length > 0) sections.push({ title: label(name), rows: list.flatMap((item, index) => listItemRows(name, item, index)) })
    else rows.push(...propertyRows(name, value, name, 0))
  }
  return [...(rows.length > 0 ? [{ title, rows }] : []), ...sections]
}

/** One property as a row, or a nested object as a row with its own below. */
export function propertyRows(name: string, value: unknown, key: string, depth: number): ReadableRow[] {
  if (isObject(value)) {
    const inner = Object.entries(value).filter(([entry, content]) => !entry.includes('@') && content !== null)
    return [
      { key, name: label(name), value: inner.length === 0 ? 'Not configured' : '', depth },
      ...inner.flatMap(([entry, content]) => propertyRows(entry, content, `${key}.${entry}`, depth + 1)),
    ]
  }
  if (typeof value === 'string' && value.length > 40) {
    const decoded = decodeBase64Text(value)
    if (decoded) return [{ key, name: label(name), value: decoded, depth, language: languageOf(decoded) }]
  }
  return [{ key, name: label(name), value: words(value), depth }]
}

function listItemRows(name: string, item: Json, index: number): ReadableRow[] {
  const title = text(item['displayName']) || text(item['name']) || text(item['locale']) || `${label(name)} ${index + 1}`
  const key = `${name}/${text(item['displayName']) || text(item['name']) || text(item['locale']) || index}`
  const inner = Object.entries(item).filter(([entry, value]) =>
    !entry.includes('@') && value !== null && entry !== 'id' && entry !== 'lastModifiedDateTime' && entry !== 'displayName')
  return [
    { key, name: title, value: '', depth: 0 },
    ...inner.flatMap(([entry, value]) => propertyRows(entry, value, `${key}.${entry}`, 1)),
  ]
}
