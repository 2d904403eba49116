import { isObject, objects, text, type Json } from '../../json.ts'
import type { ReadableRow, ReadableSection } from '../readable.ts'
import { languageOf, looksStructured, words } from '../words.ts'

/** ADMX settings by category path and display name (spec 010). */
export function admxSections(policy: Json): ReadableSection[] {
  const sections = new Map<string, ReadableRow[]>()
  for (const value of objects(policy['definitionValues'])) {
    const definition = isObject(value['definition']) ? value['definition'] : {}
    const category =
      text(definition['categoryPath']).split('\\').filter(Boolean).join(' › ') || 'Administrative templates'
    const id = text(definition['id']) || text(value['id'])
    const rows = sections.get(category) ?? []
    const named = text(definition['displayName'])
    rows.push({
      key: id,
      name: named || `Definition ${id.slice(0, 8)}`,
      value: value['enabled'] === true ? 'Enabled' : 'Disabled',
      depth: 0,
      ...(named ? {} : { derived: true }),
      ...(text(definition['classType'])
        ? { description: text(definition['classType']) === 'user' ? 'User setting' : 'Computer setting' }
        : {}),
    })
    for (const [index, presentation] of objects(value['presentationValues']).entries())
      rows.push(presentationRow(id, presentation, index))
    sections.set(category, rows)
  }
  return [...sections].map(([title, rows]) => ({ title, rows }))
}

function presentationRow(definitionId: string, value: Json, index: number): ReadableRow {
  const presentation = isObject(value['presentation']) ? value['presentation'] : {}
  const named = text(presentation['label']).trim()
  const list = objects(value['values']).map((entry) =>
    [text(entry['name']), text(entry['value'])].filter(Boolean).join(' = '),
  )
  return {
    key: `${definitionId}/${text(presentation['id']) || index}`,
    name: named || `Value ${index + 1}`,
    value: list.length > 0 ? list.join(', ') : words(value['value'] ?? value['values']),
    depth: 1,
    ...(typeof value['value'] === 'string' && looksStructured(value['value'])
      ? { language: languageOf(value['value']) }
      : {}),
    ...(named ? {} : { derived: true }),
  }
}
