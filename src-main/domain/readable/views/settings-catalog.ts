import { isObject, objects, text, type Json } from '../../json.ts'
import type { ReadableContext } from '../../policy-types/policy-type.ts'
import type { ReadableRow, ReadableSection } from '../readable.ts'
import { splitWords } from '../../settings-catalog/split-words.ts'
import { decodeBase64Text, languageOf, looksStructured, inWords } from '../spelling.ts'
import { words } from '../words.ts'

/** Settings of a settings catalog policy by category, with the names the Intune portal shows (spec 003). */
export const settingsCatalogSections = (policy: Json, context: ReadableContext): ReadableSection[] =>
  instanceSections(
    objects(policy['settings']).flatMap((setting) =>
      isObject(setting['settingInstance']) ? [setting['settingInstance']] : [],
    ),
    context,
  )

/** Setting instances by category: the path of categories is the title, as the admin center nests them. */
export function instanceSections(instances: readonly Json[], context: ReadableContext): ReadableSection[] {
  const sections = new Map<string, ReadableRow[]>()
  for (const instance of instances) {
    const id = text(instance['settingDefinitionId'])
    const category = context.settingDefinition(id)?.category?.join(' › ') || derivedCategory(id)
    const rows = sections.get(category) ?? []
    sections.set(category, rows)
    for (const row of instanceRows(instance, context, '', 0)) rows.push(row)
  }
  return [...sections]
    .toSorted(([left], [right]) => left.localeCompare(right, 'en'))
    .map(([title, rows]) => ({ title, rows: uniqueKeys(rows) }))
}

function instanceRows(instance: Json, context: ReadableContext, parent: string, depth: number): ReadableRow[] {
  const id = text(instance['settingDefinitionId'])
  const definition = context.settingDefinition(id)
  const key = parent ? `${parent}/${id}` : id
  const row = (value: string): ReadableRow => ({
    key,
    name: definition?.displayName ?? derivedName(id),
    value,
    depth,
    ...(definition ? (definition.description ? { description: definition.description } : {}) : { derived: true }),
  })
  const below = (value: unknown, at: string) =>
    (isObject(value) ? objects(value['children']) : []).flatMap((child) => instanceRows(child, context, at, depth + 1))

  const choice = instance['choiceSettingValue']
  if (isObject(choice)) return [row(optionName(id, text(choice['value']), definition?.options)), ...below(choice, key)]
  const simple = instance['simpleSettingValue']
  if (isObject(simple))
    return [{ ...row(simpleValue(simple, context)), ...documentIn(simple, context) }, ...below(simple, key)]
  const choices = objects(instance['choiceSettingCollectionValue'])
  if (choices.length > 0) {
    return [
      row(choices.map((entry) => optionName(id, text(entry['value']), definition?.options)).join(', ')),
      ...choices.flatMap((entry) => below(entry, `${key}/${text(entry['value'])}`)),
    ]
  }
  const simples = objects(instance['simpleSettingCollectionValue'])
  if (simples.length === 1) return [{ ...row(simpleValue(simples[0]!, context)), ...documentIn(simples[0]!, context) }]
  if (simples.some((entry) => documentIn(entry, context).language))
    return [
      row(words.entries(simples.length)),
      ...simples.map((entry, index) => ({
        key: `${key}[${index}]`,
        name: words.entry(index + 1),
        value: simpleValue(entry, context),
        depth: depth + 1,
        ...documentIn(entry, context),
      })),
    ]
  if (simples.length > 0) return [row(simples.map((entry) => simpleValue(entry, context)).join(', '))]
  const groups = objects(instance['groupSettingCollectionValue'])
  if (groups.length > 0) {
    return [
      row(groups.length === 1 ? '' : words.entries(groups.length)),
      ...groups.flatMap((group, index) => below(group, groups.length === 1 ? key : `${key}[${index}]`)),
    ]
  }
  const group = instance['groupSettingValue']
  if (isObject(group)) return [row(''), ...below(group, key)]
  return [row(words.notConfigured)]
}

function simpleValue(value: Json, context: ReadableContext): string {
  if (text(value['@odata.type']).endsWith('SecretSettingValue')) return words.catalog.secret
  if (text(value['@odata.type']).endsWith('ReferenceSettingValue'))
    return (
      context.nameOf('reusablePolicySettings', text(value['value'])) ??
      words.catalog.unknownReusable(text(value['value']))
    )
  const named = context.type.references
    .flatMap(({ inside, to }) =>
      inside && typeof to === 'string' ? inside.idsOf(value).map((id) => context.nameOf(to, id)) : [],
    )
    .find((name) => name !== undefined)
  if (named !== undefined) return named
  const encoded = text(value['value']).length >= 40 ? decodeBase64Text(text(value['value'])) : null
  return encoded ?? inWords(value['value'], typeof value['value'] === 'string' ? 'Edm.String' : undefined)
}

/** A value that is a document of its own: a script as base64, JSON rules, XML. */
function documentIn(value: Json, context: ReadableContext): { language?: NonNullable<ReadableRow['language']> } {
  const content = text(value['value'])
  // An id in it is shown as the name of its object.
  if (looksStructured(content) && simpleValue(value, context) !== content) return {}
  const decoded = content.length >= 40 ? decodeBase64Text(content) : null
  if (decoded) return { language: languageOf(decoded) }
  return looksStructured(content) ? { language: languageOf(content) } : {}
}

/** Options whose meaning is clear without a definition. */
const truths: Readonly<Record<string, string>> = words.catalog.options

/** The chosen option by its definition; without one, what its id adds to the setting's id. */
export function optionName(
  settingId: string,
  optionId: string,
  options: Readonly<Record<string, string>> | undefined,
): string {
  const named = options?.[optionId]
  if (named) return named
  const own = optionId.startsWith(`${settingId}_`) ? optionId.slice(settingId.length + 1) : optionId
  return truths[own] ?? (/^\d+$/.test(own) ? own : derivedName(own))
}

/**
 * A name from a setting's id: its last part in words, e.g. `…_bitlocker_requiredeviceencryption` -> `Require device
 * encryption`.
 */
export function derivedName(id: string): string {
  const known = derivedNames.get(id)
  if (known !== undefined) return known
  // The same few thousand settings come again and again.
  if (derivedNames.size >= mostDerivedNames) derivedNames.clear()
  const name = nameFrom(id)
  derivedNames.set(id, name)
  return name
}

const derivedNames = new Map<string, string>()
const mostDerivedNames = 5_000

function nameFrom(id: string): string {
  const last =
    id
      .split(/[~_.]/)
      .filter((part) => part !== '' && part !== '{id}')
      .at(-1) ?? id
  const sentence = last
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([a-z]{3})(\d)/gi, '$1 $2')
    .replace(/(\d)([a-z]{3})/gi, '$1 $2')
    .replace(/[-\s]+/g, ' ')
    .split(' ')
    .map((part) => (/^[a-z]{6,}$/i.test(part) ? splitWords(part) : part.toLowerCase()))
    .join(' ')
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

function derivedCategory(id: string): string {
  const short = id
    .replace(/^(device|user)_vendor_msft_(policy_(config|privatecatalog)_)?/, '')
    .replace(/^com\.apple\./, '')
  return derivedName(short.split(/[~_.]/).find(Boolean) ?? words.settings)
}

/** A key may occur once: a setting that is configured twice gets a number. */
function uniqueKeys(rows: readonly ReadableRow[]): ReadableRow[] {
  const seen = new Map<string, number>()
  return rows.map((row) => {
    const count = (seen.get(row.key) ?? 0) + 1
    seen.set(row.key, count)
    return count === 1 ? row : { ...row, key: `${row.key}#${count}` }
  })
}
