import { isObject, objects, text, type Json } from './json.ts'
import type { Property } from './contract.ts'
import { typeOf } from './validate.ts'
import { rootType, type Tenant } from './tenant.ts'

/** Lists that the service answers in any order. */
const anyOrder = new Set([
  'assignments',
  'roleScopeTagIds',
  'roleScopeTags',
  'settings',
  'definitionValues',
  'presentationValues',
  'scheduledActionConfigurations',
  'apps',
  'localizedNotificationMessages',
  'categories',
  'relationships',
  'allowedCombinations',
  'members',
  'resourceScopes',
  'includeGroups',
  'excludeGroups',
  'includeUsers',
  'excludeUsers',
])
/** Properties that hold the id of something, which the service writes in capitals one day and not the next. */
const idOf = /^(templateId|groupId|notificationTemplateId|deviceAndAppManagementAssignmentFilterId|roleDefinitionId)$/
const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(_\d+)?$/i

/**
 * What a service does to its answers over the months without that anybody changes a policy: other orders where order
 * means nothing, properties that a newer version of it knows with their defaults, ids in other letters, other dates.
 */
export function unsettle(tenant: Tenant): void {
  for (const [path, items] of tenant.collections) {
    if (!tenant.types.has(path)) continue
    for (const item of items.values()) {
      addDefaults(tenant, item, typeOf(item, rootType(tenant, path)))
      for (const [name, value] of Object.entries(item)) if (name !== 'id') item[name] = stirred(name, value)
      for (const name of ['createdDateTime', 'lastModifiedDateTime', 'modifiedDateTime'])
        if (text(item[name])) item[name] = tenant.now()
      if (typeof item['version'] === 'number') item['version'] += 1
    }
  }
}

function stirred(name: string, value: unknown): unknown {
  if (Array.isArray(value))
    return (anyOrder.has(name) ? value.toReversed() : value).map((entry) => stirred(name, entry))
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, stirred(key, entry)]))
  if (typeof value !== 'string' || !idOf.test(name) || !guid.test(value)) return value
  return value === value.toUpperCase() ? value.toLowerCase() : value.toUpperCase()
}

/** Properties of the type that the object does not have yet, as the service fills them in. */
function addDefaults(tenant: Tenant, item: Json, type: string): void {
  for (const [name, property] of tenant.contract.properties(type)) {
    if (name in item || property.computed === true) continue
    const value = defaultOf(tenant, property)
    if (value !== undefined) item[name] = value
  }
  for (const entry of objects(item['settings']))
    if (isObject(entry['settingInstance']))
      (entry['settingInstance'] as Record<string, unknown>)['auditRuleInformation'] = null
}

function defaultOf(tenant: Tenant, { type, collection }: Property): unknown {
  if (collection) return []
  if (type === 'Edm.Boolean') return false
  if (type.startsWith('Edm.Int')) return 0
  if (type.startsWith('Edm.')) return null
  return tenant.contract.enumOf(type)?.members.includes('notConfigured') ? 'notConfigured' : null
}
