import { canonicalText } from '../canonical/canonical.ts'
import { isObject, objects, text, type Json } from '../json.ts'
import { catalogValues, instancesIn } from './catalog-values.ts'

/**
 * A setting with its value, inside the settings that it belongs to. Each of those holds nothing else here. The innermost
 * one is complete: a choice comes with the settings of its option.
 */
export interface PlacedSetting {
  readonly settingId: string
  readonly tree: Json
}

/** Why a setting can't be put into a policy. */
export type PlaceProblem = 'otherOption' | 'severalEntries' | 'otherTemplate'

/** The setting instances right below one, and the function that puts others there. */
type Below = (children: readonly Json[]) => readonly Json[]

const single = ['choiceSettingValue', 'groupSettingValue', 'simpleSettingValue'] as const
const several = ['choiceSettingCollectionValue', 'groupSettingCollectionValue'] as const
const collections = [...several, 'simpleSettingCollectionValue'] as const
/** Graph means the same setting in any spelling. */
const idOf = (instance: Json): string => text(instance['settingDefinitionId']).toLowerCase()

/** Puts other instances below an instance, wherever it holds some (Graph docs: deviceManagementConfigurationSettingInstance). */
function mapBelow(instance: Json, below: Below): Json {
  const into = (value: Json): Json => {
    const before = objects(value['children'])
    const after = below(before)
    return after.length === before.length && after.every((child, index) => child === before[index])
      ? value
      : { ...value, children: after }
  }
  let changed = instance
  for (const key of single) {
    const value = instance[key]
    if (!isObject(value)) continue
    const made = into(value)
    if (made !== value) changed = { ...changed, [key]: made }
  }
  for (const key of several) {
    if (!Array.isArray(instance[key])) continue
    const before = objects(instance[key])
    const after = before.map(into)
    if (after.some((value, index) => value !== before[index])) changed = { ...changed, [key]: after }
  }
  return changed
}

/** The setting in a policy, with the settings that it belongs to; null if the policy doesn't set it. */
export function placedIn(document: Json, settingId: string): PlacedSetting | null {
  const wanted = settingId.toLowerCase()
  const search = (instance: Json): Json | null => {
    if (idOf(instance) === wanted) return instance
    let found = null as Json | null
    const pruned = mapBelow(instance, (children) => {
      if (found !== null) return []
      for (const child of children) if ((found = search(child)) !== null) return [found]
      return []
    })
    return found === null ? null : withoutEmptyEntries(pruned)
  }
  for (const instance of instancesIn(document)) {
    const tree = search(instance)
    if (tree !== null) return { settingId, tree }
  }
  return null
}

/** Entries of a group that hold nothing of a tree. */
const withoutEmptyEntries = (instance: Json): Json =>
  Array.isArray(instance['groupSettingCollectionValue'])
    ? {
        ...instance,
        groupSettingCollectionValue: objects(instance['groupSettingCollectionValue']).filter(
          ({ children }) => objects(children).length > 0,
        ),
      }
    : instance

/** The setting itself. */
export function leafOf({ settingId, tree }: PlacedSetting): Json {
  if (idOf(tree) === settingId.toLowerCase()) return tree
  let leaf = tree
  mapBelow(tree, (children) => {
    for (const child of children) leaf = leafOf({ settingId, tree: child })
    return children
  })
  return leaf
}

/**
 * A setting with only some of its values, if it is a list or a group with several entries.
 *
 * @param keys of the values that stay
 * @param repeated groups that have several entries somewhere
 */
export function withValues(
  placed: PlacedSetting,
  keys: ReadonlySet<string>,
  repeated: ReadonlySet<string>,
): PlacedSetting {
  const leaf = leafOf(placed)
  const property = collections.find((name) => Array.isArray(leaf[name]))
  if (property === undefined) return placed
  const hasKey = (entry: Json): boolean =>
    catalogValues({ settings: [{ settingInstance: { ...leaf, [property]: [entry] } }] }, repeated).some(
      ({ settingId, key }) => settingId === leaf['settingDefinitionId'] && key !== null && keys.has(key),
    )
  const some = { ...leaf, [property]: objects(leaf[property]).filter(hasKey) }
  const replaced = (tree: Json): Json => (tree === leaf ? some : mapBelow(tree, (children) => children.map(replaced)))
  return { ...placed, tree: replaced(placed.tree) }
}

/** Whether a setting has values that stand beside each other. */
export const isCollection = (placed: PlacedSetting): boolean =>
  collections.some((name) => Array.isArray(leafOf(placed)[name]))

/** How many settings a setting belongs to; 0 for one that goes. */
export function depthOf(placed: PlacedSetting | null): number {
  let depth = 0
  for (
    let tree = placed?.tree ?? null;
    tree !== null && idOf(tree) !== placed!.settingId.toLowerCase();
    tree = childOf(tree)
  )
    depth += 1
  return depth
}

/** Whether something in a setting only means something in its own tenant: a secret, or a reusable setting. */
export function isOwn(instance: unknown): boolean {
  if (Array.isArray(instance)) return instance.some(isOwn)
  if (!isObject(instance)) return false
  return /(?:Secret|Reference)SettingValue$/.test(text(instance['@odata.type'])) || Object.values(instance).some(isOwn)
}

/**
 * A policy with a setting in it: in the place where the policy has it, and otherwise where the tree says.
 *
 * @param templateId of the policy that the setting is from; empty without a template
 */
export function withSetting(
  document: Json,
  setting: PlacedSetting,
  templateId: string,
): { readonly document: Json } | { readonly problem: PlaceProblem } {
  const fit = fitting(templateOf(document), templateId)
  let problem = null as PlaceProblem | null
  let isThere = false
  const replaced = (list: readonly Json[]): readonly Json[] =>
    list.map((instance) => {
      if (idOf(instance) !== setting.settingId.toLowerCase()) return mapBelow(instance, replaced)
      isThere = true
      const made = fit(leafOf(setting), instance)
      if (made === null) problem = 'otherTemplate'
      return made === null ? instance : withEntriesOf(made, instance)
    })
  const before = instancesIn(document)
  let after = replaced(before)
  if (!isThere) {
    const added = addTo(before, setting, fit)
    if ('problem' in added) problem = added.problem
    else after = added.list
  }
  return problem === null ? { document: withInstances(document, after) } : { problem }
}

/**
 * An instance with the entries of another one, too: a list and a group with several entries keep what they have, because
 * each entry is a value of its own.
 */
function withEntriesOf(instance: Json, before: Json): Json {
  let merged = instance
  for (const key of collections) {
    if (!Array.isArray(instance[key])) continue
    const held = objects(before[key])
    const known = new Set(held.map((entry) => canonicalText(withoutTemplate(entry))))
    const added = objects(instance[key]).filter((entry) => !known.has(canonicalText(withoutTemplate(entry))))
    merged = { ...merged, [key]: [...held, ...added] }
  }
  return merged
}

/** A policy without a setting, and without what belongs to it. */
export function withoutSetting(document: Json, settingId: string): Json {
  const left = (list: readonly Json[]): readonly Json[] =>
    list.flatMap((instance) =>
      idOf(instance) === settingId.toLowerCase() ? [] : whole(instance, mapBelow(instance, left)),
    )
  return withInstances(document, left(instancesIn(document)))
}

/** An instance, unless it is a group that held something and holds nothing any more. */
function whole(before: Json, after: Json): Json[] {
  if (after === before) return [after]
  const entries = isObject(after['groupSettingValue'])
    ? [after['groupSettingValue']]
    : Array.isArray(after['groupSettingCollectionValue'])
      ? objects(after['groupSettingCollectionValue'])
      : null
  return entries !== null && entries.every(({ children }) => objects(children).length === 0) ? [] : [after]
}

function withInstances(document: Json, after: readonly Json[]): Json {
  const before = objects(document['settings'])
  const open = [...before]
  // Everything else in an entry stays: where it is the same setting, its entry is the same one.
  const entries = after.map((settingInstance) => {
    const at = open.findIndex(
      (entry) => isObject(entry['settingInstance']) && idOf(entry['settingInstance']) === idOf(settingInstance),
    )
    const [entry] = at < 0 ? [] : open.splice(at, 1)
    return { ...entry, settingInstance }
  })
  const isSame =
    entries.length === before.length &&
    entries.every((entry, at) => entry.settingInstance === before[at]!['settingInstance'])
  return isSame ? document : { ...document, settings: entries }
}

/** The template that a policy was made from; empty without one. */
export const templateOf = (document: Json): string =>
  isObject(document['templateReference']) ? text(document['templateReference']['templateId']) : ''

/** Makes a setting fit into a policy, in place of another one if there is one; null if it can't. */
type Fit = (instance: Json, before: Json | null) => Json | null

/**
 * Settings of a template refer to their places in it. A policy of the same template takes them as they are, and one
 * without a template takes them without. In one of another template, only a value can take the place of a value.
 */
function fitting(template: string, from: string): Fit {
  if (template === from) return (instance) => instance
  if (template === '') return (instance) => withoutTemplate(instance) as Json
  return (instance, before) => {
    const key = 'choiceSettingValue' in instance ? 'choiceSettingValue' : 'simpleSettingValue'
    const [given, held] = [instance[key], before?.[key]]
    if (before === null || !isObject(given) || !isObject(held)) return null
    if (objects(given['children']).length > 0 || objects(held['children']).length > 0) return null
    return { ...before, [key]: { ...held, value: given['value'] } }
  }
}

function withoutTemplate(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTemplate)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) =>
      name === 'settingInstanceTemplateReference' || name === 'settingValueTemplateReference'
        ? [name, null]
        : [name, withoutTemplate(entry)],
    ),
  )
}

type Added = { readonly list: readonly Json[] } | { readonly problem: PlaceProblem }

function addTo(list: readonly Json[], { settingId, tree }: PlacedSetting, fit: Fit): Added {
  const holder = list.find((instance) => idOf(instance) === idOf(tree))
  if (holder === undefined) {
    const made = fit(tree, null)
    return made === null ? { problem: 'otherTemplate' } : { list: [...list, made] }
  }
  const inner = childOf(tree)
  if (inner === null) return { list }
  if (optionOf(holder) !== optionOf(tree)) return { problem: 'otherOption' }
  if (several.some((key) => Array.isArray(holder[key]) && objects(holder[key]).length !== 1))
    return { problem: 'severalEntries' }
  let problem = null as PlaceProblem | null
  const made = mapBelow(holder, (children) => {
    const added = addTo(children, { settingId, tree: inner }, fit)
    if ('problem' in added) problem = added.problem
    return 'list' in added ? added.list : children
  })
  return problem === null ? { list: list.map((instance) => (instance === holder ? made : instance)) } : { problem }
}

/** The one setting in a tree that isn't the innermost. */
function childOf(tree: Json): Json | null {
  let child = null as Json | null
  mapBelow(tree, (children) => {
    child ??= children[0] ?? null
    return children
  })
  return child
}

const optionOf = (instance: Json): string => {
  const chosen = instance['choiceSettingValue']
  return isObject(chosen) ? text(chosen['value']).toLowerCase() : ''
}
