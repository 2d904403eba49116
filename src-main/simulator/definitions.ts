import { createHash } from 'node:crypto'
import { isObject, objects, text, type Json } from './json.ts'
import { collection, put, supporting, type Tenant } from './tenant.ts'

const settings = supporting['configurationSettings']!.path
const categories = supporting['configurationCategories']!.path

/** Definition ids of the settings in a value, nested ones included, with an instance of each. */
export function instancesIn(value: unknown, found = new Map<string, Json[]>()): Map<string, Json[]> {
  if (Array.isArray(value)) for (const entry of value) instancesIn(entry, found)
  else if (isObject(value)) {
    const id = text(value['settingDefinitionId'])
    if (id) found.set(id, [...(found.get(id) ?? []), value])
    for (const entry of Object.values(value)) if (typeof entry === 'object') instancesIn(entry, found)
  }
  return found
}

/** The definitions of every setting in an instance, as `$expand=settingDefinitions` answers them. */
export const definitionsOf = (tenant: Tenant, instance: unknown): Json[] =>
  [...instancesIn(instance)]
    .map(([id, instances]) => definitionOf(tenant, id, instances))
    .filter((definition) => definition !== undefined)

/**
 * A setting definition: the seeded one, or one made up from the id and from how policies use it. An id that no policy
 * uses is unknown.
 */
export function definitionOf(tenant: Tenant, id: string, instances?: readonly Json[]): Json | undefined {
  const seeded = collection(tenant, settings).get(id)
  if (seeded) return seeded
  const used = instances ?? usesOf(tenant, id)
  return used.length === 0 ? undefined : derived(tenant, id, used)
}

/** A category, seeded or derived. */
export const categoryOf = (tenant: Tenant, id: string): Json | undefined => collection(tenant, categories).get(id)

function usesOf(tenant: Tenant, id: string): Json[] {
  const holders = [
    '/deviceManagement/configurationPolicies',
    '/deviceManagement/compliancePolicies',
    '/deviceManagement/reusablePolicySettings',
    '/deviceAppManagement/targetedManagedAppConfigurations',
  ]
  return holders
    .flatMap((path) => [...collection(tenant, path).values()])
    .flatMap((policy) => instancesIn([policy['settings'], policy['settingInstance']]).get(id) ?? [])
}

function derived(tenant: Tenant, id: string, instances: readonly Json[]): Json {
  const parts = id
    .replace(/^(device|user)_vendor_msft_(policy_config_|policy_privatecatalog_)?/, '')
    .split(/[_.~]/)
    .filter(Boolean)
  const choices = [
    ...new Set(
      instances
        .flatMap((instance) => [instance['choiceSettingValue'], ...objects(instance['choiceSettingCollectionValue'])])
        .flatMap((value) => (isObject(value) ? [text(value['value'])] : [])),
    ),
  ]
  const isGroup = instances.some(
    (instance) => instance['groupSettingCollectionValue'] !== undefined || instance['groupSettingValue'] !== undefined,
  )
  return {
    '@odata.type': `#microsoft.graph.deviceManagementConfiguration${choices.length > 0 ? 'ChoiceSetting' : isGroup ? 'SettingGroup' : 'SimpleSetting'}Definition`,
    id,
    name: parts.at(-1) ?? id,
    displayName: readableName(parts.at(-1) ?? id),
    description: `Simulated definition of ${parts.at(-1) ?? id}.`,
    helpText: '',
    categoryId: derivedCategory(tenant, parts.slice(0, -1)),
    rootDefinitionId: id,
    ...(choices.length > 0
      ? {
          options: choices.map((itemId) => ({
            itemId,
            name: itemId,
            displayName: optionName(id, itemId),
            description: null,
          })),
        }
      : {}),
  }
}

const optionName = (id: string, itemId: string): string => {
  const rest = itemId.startsWith(`${id}_`) ? itemId.slice(id.length + 1) : itemId
  return (
    ({ 0: 'Disabled', 1: 'Enabled', true: 'True', false: 'False' } as Record<string, string>)[rest] ??
    readableName(rest)
  )
}

const openings =
  /^(allow|disable|enable|require|configure|prevent|hide|show|turn|set|max|min|block|deny|limit|restrict)(?=[a-z]{3})/

/** An id's part as a person might have named it. */
function readableName(part: string): string {
  const words = part
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/-/g, ' ')
    .toLowerCase()
    .replace(openings, '$1 ')
  return words.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase())
}

/** A category for the area that an id names, below one for what stands before it. */
function derivedCategory(tenant: Tenant, parts: readonly string[]): string {
  const names = (parts.length === 0 ? ['Settings'] : parts.slice(0, 2)).map(readableName)
  let parent = '00000000-0000-0000-0000-000000000000'
  const root = guid(names[0]!)
  for (const [index] of names.entries()) {
    const id = guid(names.slice(0, index + 1).join('/'))
    if (!categoryOf(tenant, id))
      put(tenant, categories, {
        id,
        displayName: names[index]!,
        name: names[index]!,
        parentCategoryId: parent,
        rootCategoryId: root,
        childCategoryIds: [],
        platforms: 'none',
        technologies: 'mdm',
      })
    parent = id
  }
  return parent
}

function guid(name: string): string {
  const hash = createHash('sha256').update(name).digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}
