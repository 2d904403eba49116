import { isObject, objects, text, type Json } from '../../json.ts'
import type { ReadableRow, ReadableSection } from '../readable.ts'
import { languageOf, looksStructured, inWords } from '../spelling.ts'
import { words } from '../words.ts'

/** ADMX settings by category path and display name (spec 010). */
export function admxSections(policy: Json): ReadableSection[] {
  const sections = new Map<string, ReadableRow[]>()
  for (const value of objects(policy['definitionValues'])) {
    const definition = isObject(value['definition']) ? value['definition'] : {}
    const category = text(definition['categoryPath']).split('\\').filter(Boolean).join(' › ') || words.admx.title
    const id = text(definition['id']) || text(value['id'])
    const rows = sections.get(category) ?? []
    const named = text(definition['displayName'])
    rows.push({
      key: id,
      name: named || words.admx.definition(id),
      value: value['enabled'] === true ? words.admx.enabled : words.admx.disabled,
      depth: 0,
      ...(named ? {} : { derived: true }),
      ...(text(definition['classType'])
        ? {
            description: text(definition['classType']) === 'user' ? words.admx.userSetting : words.admx.computerSetting,
          }
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
    name: named || words.value(index + 1),
    value: list.length > 0 ? list.join(', ') : inWords(value['value'] ?? value['values']),
    depth: 1,
    ...(typeof value['value'] === 'string' && looksStructured(value['value'])
      ? { language: languageOf(value['value']) }
      : {}),
    ...(named ? {} : { derived: true }),
  }
}
