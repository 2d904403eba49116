import type { Contract } from './contract.ts'
import { isObject, objects, text, type Json } from './json.ts'
import { typeOf } from './validate.ts'
import type { TypeBehaviour } from './types.ts'

/** The state of one simulated tenant: every collection by its path, its objects by id. */
export interface Tenant {
  readonly id: string
  readonly name: string
  readonly contract: Contract
  readonly types: ReadonlyMap<string, TypeBehaviour>
  readonly collections: Map<string, Map<string, Json>>
  /** What the service knows about settings catalog templates, by template id. */
  readonly templates: Readonly<Record<string, Json>>
  /** Clear values of masked secrets by their reference. */
  readonly secrets: Map<string, string>
  /** Apps that are not published yet, with the number of reads that are left until they are. */
  readonly publishing: Map<string, number>
  /** How long a created object cannot be read yet, in milliseconds, and when each can. */
  readonly consistencyMs: number
  readonly hiddenUntil: Map<string, number>
  now(): string
}

/** Collections that other objects point at and that are no policy type of their own. */
export const supporting: Readonly<Record<string, { path: string; rootType: string }>> = {
  groups: { path: '/groups', rootType: 'group' },
  resourceOperations: { path: '/deviceManagement/resourceOperations', rootType: 'resourceOperation' },
  groupPolicyDefinitions: { path: '/deviceManagement/groupPolicyDefinitions', rootType: 'groupPolicyDefinition' },
  configurationSettings: { path: '/deviceManagement/configurationSettings', rootType: 'deviceManagementConfigurationSettingDefinition' },
  configurationCategories: { path: '/deviceManagement/configurationCategories', rootType: 'deviceManagementConfigurationCategory' },
}

/** What every new Intune tenant holds: the default scope tag and the built-in app categories. */
const builtInCategories = [
  'Other apps', 'Books & Reference', 'Data management', 'Productivity', 'Business', 'Development & Design',
  'Photos & Media', 'Collaboration & Social', 'Computer management',
]

/** Makes an empty tenant, as the service hands it out. */
export function createTenant(options: {
  id: string
  name: string
  contract: Contract
  types: ReadonlyMap<string, TypeBehaviour>
  templates: Readonly<Record<string, Json>>
  consistencyMs?: number
  now?: () => string
}): Tenant {
  const tenant: Tenant = {
    ...options,
    collections: new Map(),
    secrets: new Map(),
    publishing: new Map(),
    consistencyMs: options.consistencyMs ?? 0,
    hiddenUntil: new Map(),
    now: options.now ?? (() => new Date().toISOString()),
  }
  put(tenant, '/deviceManagement/roleScopeTags', { id: '0', displayName: 'Default', description: '', isBuiltIn: true })
  builtInCategories.forEach((displayName, index) =>
    put(tenant, '/deviceAppManagement/mobileAppCategories', {
      id: `00000000-0000-4000-8000-0000000000${String(index + 10)}`,
      displayName,
      lastModifiedDateTime: '2020-01-01T00:00:00Z',
    }))
  return tenant
}

/** The objects of a collection; an unknown path gets an empty one. */
export function collection(tenant: Tenant, path: string): Map<string, Json> {
  let found = tenant.collections.get(path)
  if (!found) tenant.collections.set(path, (found = new Map()))
  return found
}

/** Stores an object under its id. */
export function put(tenant: Tenant, path: string, item: Json): void {
  collection(tenant, path).set(text(item['id']), item)
}

/** Whether a created object can be read already: creation is eventually consistent (Graph rules, section 5). */
export const isVisible = (tenant: Tenant, item: Json): boolean => (tenant.hiddenUntil.get(text(item['id'])) ?? 0) <= Date.now()

/** The declared type of a collection. */
export function rootType(tenant: Tenant, path: string): string {
  const known = tenant.types.get(path)
  if (known) return known.rootType
  return Object.values(supporting).find((entry) => entry.path === path)?.rootType ?? tenant.contract.collections.get(path) ?? 'entity'
}

/** Whether the tenant serves a collection at this path. */
export function serves(tenant: Tenant, path: string): boolean {
  return tenant.types.has(path) || Object.values(supporting).some((entry) => entry.path === path) || tenant.contract.collections.has(path)
}

/**
 * Adds what the service adds to every object it hands out: scope tags, description, counts, and the one
 * block action of compliance policies (rules of real answers, and types.json quirks).
 */
export function complete(tenant: Tenant, path: string, item: Json): Json {
  const type = typeOf(item, rootType(tenant, path))
  const declared = tenant.contract.properties(type)
  const tags = tenant.types.get(path)?.scopeTagProp
  if (tags && declared.has(tags) && !Array.isArray(item[tags])) item[tags] = ['0']
  if (declared.has('description') && item['description'] === undefined) item['description'] = null
  if (declared.has('isAssigned')) item['isAssigned'] = objects(item['assignments']).length > 0
  if (declared.has('settingCount')) item['settingCount'] = objects(item['settings']).length
  if (declared.has('publishingState') && item['publishingState'] === undefined) item['publishingState'] = 'published'
  if (path === '/deviceManagement/deviceCompliancePolicies' && objects(item['scheduledActionsForRule']).length === 0) {
    item['scheduledActionsForRule'] = [{
      id: crypto.randomUUID(),
      ruleName: null,
      scheduledActionConfigurations: [{
        id: crypto.randomUUID(), gracePeriodHours: 0, actionType: 'block',
        notificationTemplateId: '00000000-0000-0000-0000-000000000000', notificationMessageCCList: [],
      }],
    }]
  }
  if (path === '/deviceManagement/configurationPolicies') item['templateReference'] = templateReference(tenant, item['templateReference'])
  sealSecrets(tenant, item)
  mirrorAutopilotNames(item)
  if (path === '/deviceManagement/configurationPolicies') addAuditRules(item['settings'])
  return item
}

/** The service answers a property that no published metadata has (rules of real answers, section 12). */
function addAuditRules(value: unknown): void {
  if (Array.isArray(value)) for (const entry of value) addAuditRules(entry)
  else if (isObject(value)) {
    for (const entry of Object.values(value)) addAuditRules(entry)
    if ('settingDefinitionId' in value) value['auditRuleInformation'] ??= null
  }
}

/** A template reference as the service completes it; plain settings catalog has an empty id (types.json quirk). */
function templateReference(tenant: Tenant, reference: unknown): Json {
  const given = isObject(reference) ? reference : {}
  const id = text(given['templateId'])
  return { templateFamily: 'none', templateDisplayName: null, templateDisplayVersion: null, ...given, ...tenant.templates[id], templateId: id }
}

/** OMA-URI values that the service keeps back: flagged ones, and those whose URI names a secret. */
function sealSecrets(tenant: Tenant, item: Json): void {
  objects(item['omaSettings']).forEach((setting, index) => {
    const named = /(presharedkey|sharedsecret|adminpassword|clientsecret)$/i.test(text(setting['omaUri']))
    if (setting['value'] === '****' || !(setting['isEncrypted'] === true || named)) {
      setting['isEncrypted'] ??= false
      setting['secretReferenceValueId'] ??= null
      return
    }
    const reference = `${text(item['id'])}_${index}`
    tenant.secrets.set(reference, String(setting['value']))
    Object.assign(setting, { value: '****', isEncrypted: true, secretReferenceValueId: reference })
  })
}

/** Autopilot profiles come back with the old and the new names of the same settings (types.json quirk). */
const autopilotNames: readonly (readonly [old: string, current: string])[] = [
  ['language', 'locale'],
  ['enableWhiteGlove', 'preprovisioningAllowed'],
  ['extractHardwareHash', 'hardwareHashExtractionEnabled'],
]
const outOfBoxNames: readonly (readonly [old: string, current: string])[] = [
  ['hidePrivacySettings', 'privacySettingsHidden'],
  ['hideEULA', 'eulaHidden'],
  ['userType', 'userType'],
  ['deviceUsageType', 'deviceUsageType'],
  ['skipKeyboardSelectionPage', 'keyboardSelectionPageSkipped'],
  ['hideEscapeLink', 'escapeLinkHidden'],
]

function mirrorAutopilotNames(item: Json): void {
  if (!text(item['@odata.type']).endsWith('WindowsAutopilotDeploymentProfile')) return
  for (const [old, current] of autopilotNames) mirror(item, item, old, current)
  const before = isObject(item['outOfBoxExperienceSettings']) ? item['outOfBoxExperienceSettings'] : undefined
  const after = isObject(item['outOfBoxExperienceSetting']) ? item['outOfBoxExperienceSetting'] : undefined
  if (!before && !after) return
  const [oldNames, newNames] = [before ?? {}, after ?? {}]
  for (const [old, current] of outOfBoxNames) mirror(oldNames, newNames, old, current)
  Object.assign(item, { outOfBoxExperienceSettings: oldNames, outOfBoxExperienceSetting: newNames })
}

function mirror(before: Json, after: Json, old: string, current: string): void {
  const value = after[current] ?? before[old]
  if (value === undefined) return
  after[current] = value
  before[old] = value
}
