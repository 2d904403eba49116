import { canonicalText } from '../canonical/canonical.ts'
import { isObject, objects, text, type Json } from '../json.ts'

/** One value that a policy of the settings catalog gives a setting. */
export interface CatalogValue {
  readonly settingId: string
  /** The setting that it belongs to, if any. */
  readonly parentId: string | null
  /** Equal for equal values in any tenant. Null for a secret or a reference, which nobody can compare. */
  readonly key: string | null
  /** The ID of the option that is chosen; null for other values. */
  readonly optionId: string | null
  /** The value itself, or those in an entry of a group. */
  readonly values: readonly string[]
}

/** Setting instances of a document; empty for what isn't a policy of the settings catalog. */
export const instancesIn = (document: Json): readonly Json[] =>
  objects(document['settings']).flatMap(({ settingInstance }) => (isObject(settingInstance) ? [settingInstance] : []))

/**
 * Every value in the settings of a policy (Graph docs: deviceManagementConfigurationSettingInstance). Elements of a list
 * are values of their own.
 *
 * @param repeated groups that have several entries somewhere: each of their entries is one value. The entry of any other
 *   group only holds settings
 */
export function catalogValues(document: Json, repeated: ReadonlySet<string>): readonly CatalogValue[] {
  const found: CatalogValue[] = []
  const visit = (instance: Json, parentId: string | null): void => {
    const settingId = text(instance['settingDefinitionId'])
    const below = (value: Json) => objects(value['children']).forEach((child) => visit(child, settingId))
    const choose = (value: Json): void => {
      const optionId = text(value['value'])
      found.push({ settingId, parentId, key: optionId.toLowerCase(), optionId, values: [optionId] })
      below(value)
    }
    const hold = (value: Json): void => {
      const plain = isComparable(value) ? text(value['value']) || canonicalText(value['value'] ?? null) : null
      found.push({ settingId, parentId, key: plain, optionId: null, values: [plain ?? ''] })
      below(value)
    }
    const [choice, simple, group] = [
      instance['choiceSettingValue'],
      instance['simpleSettingValue'],
      instance['groupSettingValue'],
    ]
    if (isObject(choice)) choose(choice)
    if (isObject(simple)) hold(simple)
    if (isObject(group)) below(group)
    objects(instance['choiceSettingCollectionValue']).forEach(choose)
    objects(instance['simpleSettingCollectionValue']).forEach(hold)
    const entries = objects(instance['groupSettingCollectionValue'])
    if (!repeated.has(settingId)) entries.forEach(below)
    else
      for (const entry of entries) {
        const inside = objects(entry['children']).flatMap((child) => catalogValues(asPolicy(child), repeated))
        const key = inside.some((value) => value.key === null)
          ? null
          : canonicalText(inside.map((value) => `${value.settingId}=${value.key}`).toSorted())
        found.push({ settingId, parentId, key, optionId: null, values: inside.flatMap(({ values }) => values) })
      }
  }
  for (const instance of instancesIn(document)) visit(instance, null)
  return found
}

const asPolicy = (settingInstance: Json): Json => ({ settings: [{ settingInstance }] })

/** Secrets and the IDs of reusable settings mean nothing in another tenant. */
const isComparable = (value: Json): boolean => !/(?:Secret|Reference)SettingValue$/.test(text(value['@odata.type']))

/** Groups of settings that have several entries in a document. */
export function repeatedGroups(document: Json): readonly string[] {
  const found: string[] = []
  const look = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(look)
    else if (isObject(value)) {
      if (objects(value['groupSettingCollectionValue']).length > 1) found.push(text(value['settingDefinitionId']))
      Object.values(value).forEach(look)
    }
  }
  look(instancesIn(document))
  return found
}
