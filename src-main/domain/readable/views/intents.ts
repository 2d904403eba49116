import { isAnnotation, objects, text, type Json } from '../../json.ts'
import type { ReadableContext } from '../../policy-types/policy-type.ts'
import type { ReadableRow, ReadableSection } from '../readable.ts'
import { label, languageOf, looksStructured, inWords } from '../spelling.ts'
import { words } from '../words.ts'

/** Settings of a legacy policy: by what their ids name, since Graph hands out names with the templates only. */
export function intentSections(policy: Json, context: ReadableContext): ReadableSection[] {
  const sections = new Map<string, ReadableRow[]>()
  for (const setting of objects(policy['settings'])) {
    const id = text(setting['definitionId'])
    const { area, name } = partsOf(id)
    const value = parsed(setting)
    if (value === null || value === undefined) continue
    sections.set(area, [...(sections.get(area) ?? []), ...rows(name, value, id, 0)])
  }
  const template = text(policy['templateId'])
  const about = template
    ? [
        {
          title: words.securityIntent.template,
          rows: [
            {
              key: 'templateId',
              name: words.securityIntent.template,
              value: context.nameOf('templates', template) ?? template,
              depth: 0,
            },
          ],
        },
      ]
    : []
  return [...[...sections].map(([title, found]) => ({ title, rows: found })), ...about]
}

/** `deviceConfiguration--windows10EndpointProtectionConfiguration_bitLockerEnabled` -> area and name. */
function partsOf(id: string): { area: string; name: string } {
  const [, type = '', name = ''] = /^(?:\w+--)?(\w+?)_(.+)$/.exec(id) ?? []
  return { area: type ? label(type.replace(/Configuration$/, '')) : words.settings, name: name || id }
}

function parsed(setting: Json): unknown {
  const json = setting['valueJson']
  if (typeof json !== 'string') return setting['value']
  try {
    return JSON.parse(json)
  } catch {
    return json
  }
}

function rows(name: string, value: unknown, key: string, depth: number): ReadableRow[] {
  const shown = { key, name: label(name.split('_').at(-1) ?? name), depth }
  if (Array.isArray(value) && value.some((entry) => typeof entry === 'object' && entry !== null)) {
    return [
      { ...shown, value: words.entries(value.length) },
      ...value.flatMap((entry, index) => rows(words.entry(index + 1), entry, `${key}[${index}]`, depth + 1)),
    ]
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const inner = Object.entries(value).filter(
      ([member, entry]) => !isAnnotation(member) && member !== 'id' && entry !== null,
    )
    return [
      { ...shown, value: inner.length === 0 ? words.notConfigured : '' },
      ...inner.flatMap(([member, entry]) => rows(member, entry, `${key}.${member}`, depth + 1)),
    ]
  }
  if (typeof value === 'string' && looksStructured(value)) return [{ ...shown, value, language: languageOf(value) }]
  return [{ ...shown, value: inWords(value) }]
}
