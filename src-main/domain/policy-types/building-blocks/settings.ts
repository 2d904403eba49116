import { canonicalText } from '../../canonical/canonical.ts'
import { isObject, objects, text, without, type Json } from '../../json.ts'
import type { CapturePart, ReferenceRule } from '../policy-type.ts'

/** A setting that holds the id of a reusable setting, at any depth (G-69). */
export const reusableSettingReference: ReferenceRule = {
  path: 'settings.**.value',
  to: 'reusablePolicySettings',
  relation: 'reusable setting',
  when: (holder) => text(holder['@odata.type']).endsWith('ReferenceSettingValue'),
  whenMissing: 'block',
}

/** The text of an item of a collection, in `{ value }`. */
const itemText = (value: unknown): string => (isObject(value) ? text(value['value']) : '')

/**
 * Apps and scripts that device preparation installs: an app stands as JSON in a text, `{"id":"…","type":"#microsoft.graph.winGetApp"}`,
 * a script as its bare id (G-71).
 */
export const preparationReferences: readonly ReferenceRule[] = [
  {
    path: 'settings[].settingInstance.simpleSettingCollectionValue[]',
    to: 'mobileApps',
    relation: 'targets app',
    when: (instance) => text(instance['settingDefinitionId']) === 'enrollment_autopilot_dpp_allowedappids',
    inside: {
      idsOf: (value) => [text(asJson(itemText(value))['id'])],
      withIds: (value, idFor) => {
        const app = asJson(itemText(value))
        const id = idFor(text(app['id']))
        return id === undefined ? undefined : { ...(value as Json), value: JSON.stringify({ ...app, id }) }
      },
    },
    whenMissing: 'remove',
  },
  {
    path: 'settings[].settingInstance.simpleSettingCollectionValue[]',
    to: 'deviceManagementScripts',
    relation: 'uses script',
    when: (instance) => text(instance['settingDefinitionId']) === 'enrollment_autopilot_dpp_allowedscriptids',
    inside: {
      idsOf: (value) => [itemText(value).trim()],
      withIds: (value, idFor) => {
        const id = idFor(itemText(value).trim())
        return id === undefined ? undefined : { ...(value as Json), value: id }
      },
    },
    whenMissing: 'remove',
  },
]

/** JSON in a text, or nothing where it is none. */
function asJson(content: string): Json {
  // Nearly every value is no JSON, and an error takes longer than anything else that is done with it.
  if (!/^\s*\{/.test(content)) return {}
  try {
    const value: unknown = JSON.parse(content)
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}

/**
 * Settings of the settings catalog for comparison: children have no order of their own, collections of values keep
 * theirs.
 */
export const normaliseSettings = (policy: Json): Json => ({
  ...policy,
  settings: objects(policy['settings']).map(normaliseSetting),
})

function normaliseSetting(setting: Json): Json {
  const instance = setting['settingInstance']
  return isObject(instance) ? { ...setting, settingInstance: sortChildren(instance) as Json } : setting
}

/** Values whose type follows from their property: written with `@odata.type`, they come back without it (G-64). */
const declared = new Set(['choiceSettingValue', 'choiceSettingCollectionValue', 'groupSettingCollectionValue'])

const withoutType = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(withoutType) : isObject(value) ? without(value, ['@odata.type']) : value

function sortChildren(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortChildren)
  if (!isObject(value)) return value
  const sorted = Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, sortChildren(declared.has(key) ? withoutType(entry) : entry)]),
  )
  const children = objects(sorted['children'])
  if (children.length < 2) return sorted
  const id = (child: Json) => text(child['settingDefinitionId'])
  return {
    ...sorted,
    children: children.toSorted((left, right) => (id(left) < id(right) ? -1 : id(left) > id(right) ? 1 : 0)),
  }
}

/** Settings as a set, without the ids that the service counts. */
export const comparableSettings = (policy: Json): unknown =>
  dropNulls(
    objects(normaliseSettings(policy)['settings'])
      .map((setting) => without(setting, ['id']))
      .toSorted((left, right) => (canonicalText(left) < canonicalText(right) ? -1 : 1)),
  )

/** Settings as a body takes them. */
export const settingBodies = (policy: Json): unknown =>
  dropNulls(objects(policy['settings']).map((setting) => without(setting, ['id', 'settingDefinitions'])))

function dropNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dropNulls)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== null && entry !== undefined)
      .map(([key, entry]) => [key, dropNulls(entry)]),
  )
}

/**
 * The settings of a settings catalog policy. The page is 25 without `$top`, and the next link still has to be followed
 * (G-201). `settingCount` tells whether an answer is whole.
 */
export const settingsPart: CapturePart = {
  property: 'settings',
  path: 'settings?$top=1000',
  routes: ['list', 'below', 'object'],
}
