import { type ContractProperty, graphTypeOf } from '../graph-contract/graph-contract.ts'
import { isAnnotation, isObject, objects, text, type Json } from '../json.ts'
import type { DisplayGroup, ReadableContext } from '../policy-types/policy-type.ts'
import { kindsOf } from '../references/references.ts'
import { binaryWords, looksEncoded } from './binary.ts'
import type { ReadableRow, ReadableSection } from './readable.ts'
import { enumWords, label, languageOf, looksStructured, inWords } from './spelling.ts'
import { words } from './words.ts'

/** Properties that other parts of the view show, or that say nothing about the configuration. */
const elsewhere = new Set([
  '@odata.type',
  'id',
  'displayName',
  'name',
  'description',
  'createdDateTime',
  'lastModifiedDateTime',
  'modifiedDateTime',
  'deletedDateTime',
  'version',
  'roleScopeTagIds',
  'roleScopeTags',
  'assignments',
  'isAssigned',
  'supportsScopeTags',
  'settingCount',
  'creationSource',
  'priorityMetaData',
])

/**
 * The sections of any Graph object: the groups that its type names, then what begins alike, then the rest. Microsoft's
 * contract says what each value is: an enum, a duration, a date, base64, an object of its own.
 */
export function genericSections(
  policy: Json,
  context: ReadableContext,
  hidden: readonly string[] = [],
): ReadableSection[] {
  const { type, contract } = context
  // What changes by itself is shown only where the type has a group for it.
  const passing = type.volatile.filter(
    (name) => /^\w+$/.test(name) && !(type.groups ?? []).some((group) => group.properties.includes(name)),
  )
  const skip = new Set([
    ...elsewhere,
    ...passing,
    ...hidden,
    type.nameProperty,
    ...(type.parent ? [type.parent.property] : []),
  ])
  const properties = contract.properties(graphTypeOf(policy, type.rootType))
  const shown = Object.entries(policy).filter(
    ([name, value]) => !skip.has(name) && !isAnnotation(name) && value !== null && value !== undefined,
  )
  const rowsOf = ([name, value]: [string, unknown]) =>
    valueRows(value, { name, key: name, depth: 0, property: properties.get(name) }, context)
  const sections = new Map<string, ReadableRow[]>()
  const groups = [
    ...(type.groups ?? []),
    ...commonGroups(
      shown.map(([name]) => name).filter((name) => !(type.groups ?? []).some((group) => isIn(group, name))),
    ),
  ]
  const byGroup = Map.groupBy(shown, ([name]) => groups.find((group) => isIn(group, name)))
  for (const group of groups) {
    const mine = byGroup.get(group) ?? []
    // A group that is one object has its members: its name stands above them already.
    const [only] = mine
    const rows =
      mine.length === 1 && only && isObject(only[1])
        ? memberRows(only[1], { name: only[0], key: only[0], depth: 0, property: properties.get(only[0]) }, context)
        : mine.flatMap(rowsOf)
    if (rows.length > 0) sections.set(group.title, [...(sections.get(group.title) ?? []), ...rows])
  }
  const rest = (byGroup.get(undefined) ?? []).flatMap(rowsOf)
  const own = [...rest, ...(sections.get(settings) ?? [])]
  sections.delete(settings)
  return [
    ...(own.length > 0 ? [{ title: settings, rows: own }] : []),
    ...[...sections].map(([title, rows]) => ({ title, rows })),
  ]
}

/** The section for everything that no other section holds. */
const { settings } = words

/** There are few patterns, and each is used for every object of its type. */
const patterns = new Map<string, RegExp>()

function isIn(group: DisplayGroup, name: string): boolean {
  return group.properties.some((pattern) => {
    if (!pattern.includes('*')) return pattern === name
    const known = patterns.get(pattern) ?? new RegExp(`^${pattern.replaceAll('*', '.*')}$`)
    patterns.set(pattern, known)
    return known.test(name)
  })
}

/** Below this number of settings one list is easier to read than many short ones. */
const longList = 14
const alike = 4

/** Groups of properties that begin with the same word, where there are many: `password…`, `bitLocker…`. */
function commonGroups(names: readonly string[]): DisplayGroup[] {
  if (names.length < longList) return []
  const byWord = new Map<string, string[]>()
  for (const name of names) {
    const word = /^[a-z]+(?:OS)?(?=[A-Z\d])/.exec(name)?.[0]
    if (word && word !== 'is' && word !== 'allow') byWord.set(word, [...(byWord.get(word) ?? []), name])
  }
  return [...byWord]
    .filter(([, found]) => found.length >= alike)
    .map(([word, properties]) => ({ title: label(word), properties }))
}

interface Place {
  readonly name: string
  readonly key: string
  readonly depth: number
  readonly property: ContractProperty | undefined
}

/** A value as rows: itself, and what lies below it. */
export function valueRows(value: unknown, at: Place, context: ReadableContext): ReadableRow[] {
  const row = (shown: string, more: Partial<ReadableRow> = {}): ReadableRow => ({
    key: at.key,
    name: label(at.name),
    value: shown,
    depth: at.depth,
    ...more,
  })
  const items = objects(value)
  if (items.length > 0)
    return [
      row(items.length === 1 ? '' : words.entries(items.length)),
      ...items.flatMap((item, index) => itemRows(item, index, at, context)),
    ]
  if (Array.isArray(value))
    return [row(value.length === 0 ? words.none : value.map((entry) => scalar(entry, at.property, context)).join(', '))]
  if (isObject(value)) {
    const inner = memberRows(value, { ...at, depth: at.depth + 1 }, context)
    return inner.length === 0 ? [row(words.notConfigured)] : [row(''), ...inner]
  }
  if (typeof value === 'string' && at.property?.type === 'Edm.Binary') return [row(...binaryWords(value))]
  if (typeof value === 'string' && looksEncoded(value)) return [row(...binaryWords(value))]
  if (typeof value === 'string' && looksStructured(value)) return [row(value, { language: languageOf(value) })]
  return [row(scalar(value, at.property, context))]
}

/** Dates of a part are no configuration. */
const dates = new Set(['createdDateTime', 'lastModifiedDateTime'])

function memberRows(value: Json, at: Place, context: ReadableContext): ReadableRow[] {
  const properties = context.contract.properties(graphTypeOf(value, at.property?.type ?? ''))
  return Object.entries(value)
    .filter(
      ([name, entry]) =>
        !isAnnotation(name) &&
        !dates.has(name) &&
        entry !== null &&
        entry !== undefined &&
        !(Array.isArray(entry) && entry.length === 0),
    )
    .flatMap(([name, entry]) =>
      valueRows(entry, { name, key: `${at.key}.${name}`, depth: at.depth, property: properties.get(name) }, context),
    )
}

/** What a list item is called: the first of these that it has. */
const titles = [
  'displayName',
  'targetDisplayName',
  'name',
  'appDisplayName',
  'locale',
  'key',
  'appConfigKey',
  'omaUri',
  'permission',
  'mobileAppIdentifier',
  'keyword',
]

function itemRows(item: Json, index: number, at: Place, context: ReadableContext): ReadableRow[] {
  const named = titles.find((name) => text(item[name]) !== '')
  const kind = graphTypeOf(item, '')
  const title = named ? text(item[named]) : kind ? words.numbered(label(kind), index + 1) : words.entry(index + 1)
  const key = `${at.key}/${named ? `${text(item[named])}` : index}`
  const rest = Object.fromEntries(Object.entries(item).filter(([name]) => name !== named && name !== 'id'))
  // A pair of a name and one value fits a row.
  const only = Object.entries(rest).filter(
    ([name, value]) => !isAnnotation(name) && value !== null && value !== undefined,
  )
  const depth = at.depth + 1
  if (named && only.length === 1 && !isObject(only[0]![1]) && !Array.isArray(only[0]![1])) {
    const [row] = valueRows(
      only[0]![1],
      {
        name: only[0]![0],
        key,
        depth,
        property: at.property && context.contract.properties(graphTypeOf(item, at.property.type)).get(only[0]![0]),
      },
      context,
    )
    return row ? [{ ...row, name: title }] : []
  }
  return [{ key, name: title, value: '', depth }, ...memberRows(rest, { ...at, key, depth: depth + 1 }, context)]
}

/** One value in words: the contract knows enums; a captured name stands for an id. */
function scalar(value: unknown, property: ContractProperty | undefined, context: ReadableContext): string {
  if (typeof value !== 'string') return inWords(value)
  if (property && context.contract.enumOf(property.type)) return enumWords(value)
  const named = nameOfId(value, context)
  return named ?? inWords(value, property?.type)
}

/** The name that the version keeps for an id, of whatever kind the type may point at. */
function nameOfId(value: string, { type, nameOf }: ReadableContext): string | undefined {
  for (const kind of new Set(type.references.flatMap((rule) => kindsOf(rule)))) {
    const name = nameOf(kind, value)
    if (name !== undefined) return name
  }
  return undefined
}
