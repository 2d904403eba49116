import { canonicalText } from '../canonical/canonical.ts'
import { isObject, objects, text, without, type Json } from '../json.ts'
import type { ReferenceRule } from './policy-type.ts'

/** A setting that holds the id of a reusable setting, at any depth (types.json, reusablePolicySettings). */
export const reusableSettingReference: ReferenceRule = {
  path: 'settings.**.value',
  to: 'reusablePolicySettings',
  when: (holder) => text(holder['@odata.type']).endsWith('ReferenceSettingValue'),
  whenMissing: 'block',
}

/** Settings of the settings catalog for comparison: children have no order of their own, collections of values keep theirs. */
export const normaliseSettings = (policy: Json): Json => ({ ...policy, settings: objects(policy['settings']).map(normaliseSetting) })

function normaliseSetting(setting: Json): Json {
  const instance = setting['settingInstance']
  return isObject(instance) ? { ...setting, settingInstance: sortChildren(instance) as Json } : setting
}

function sortChildren(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortChildren)
  if (!isObject(value)) return value
  const sorted = Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, sortChildren(entry)]))
  const children = objects(sorted['children'])
  if (children.length < 2) return sorted
  const id = (child: Json) => text(child['settingDefinitionId'])
  return { ...sorted, children: children.toSorted((left, right) => (id(left) < id(right) ? -1 : id(left) > id(right) ? 1 : 0)) }
}

/** Settings as a set, without the ids that the service counts. */
export const comparableSettings = (policy: Json): unknown => dropNulls(objects(normaliseSettings(policy)['settings'])
  .map((setting) => without(setting, ['id']))
  .toSorted((left, right) => (canonicalText(left) < canonicalText(right) ? -1 : 1)))

/** Settings as a body takes them. */
export const settingBodies = (policy: Json): unknown => dropNulls(objects(policy['settings']).map((setting) => without(setting, ['id', 'settingDefinitions'])))

function dropNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dropNulls)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== null && entry !== undefined).map(([key, entry]) => [key, dropNulls(entry)]))
}
