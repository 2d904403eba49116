import { behaviourOf, withBuiltIns } from './collections/collections.ts'
import { isObject, objects, text, type Json } from './json.ts'
import { collection, put, rootType, type Tenant } from './tenant.ts'
import { typeOf } from './validate.ts'

/** Puts into a new tenant what every one holds from its first day. */
export function addBuiltIns(tenant: Tenant): void {
  for (const path of withBuiltIns)
    for (const item of behaviourOf(path).builtIn?.(tenant) ?? [])
      put(tenant, path, complete(tenant, path, structuredClone(item)))
  for (const { listPath, key, single } of tenant.types.values())
    if (single) put(tenant, listPath, { id: key, ...structuredClone(single) })
}

/** A seeded default takes the place of the one that the new tenant has of its kind: ids end in the kind, `…_DefaultLimit`. */
export function takePlaceOfBuiltIn(tenant: Tenant, path: string, item: Json): void {
  const single = tenant.types.get(path)
  if (single?.single !== undefined) {
    collection(tenant, path).clear()
    if (item['id'] !== single.key) item['id'] = single.key
  }
  const kind = /_Default\w+$/.exec(text(item['id']))?.[0]
  if (!kind || !withBuiltIns.includes(path)) return
  for (const id of collection(tenant, path).keys()) if (id.endsWith(kind)) collection(tenant, path).delete(id)
}

/**
 * Adds what the service adds to every object it hands out: scope tags, description, counts, and what its collection
 * adds beside (G-52, G-53).
 */
export function complete(tenant: Tenant, path: string, item: Json): Json {
  const type = typeOf(item, rootType(tenant, path))
  const declared = tenant.contract.properties(tenant.contract.shapeOf(type, rootType(tenant, path)))
  const tags = tenant.types.get(path)?.scopeTagProp
  if (tags && declared.has(tags) && !Array.isArray(item[tags])) item[tags] = ['0']
  if (declared.has('description') && item['description'] === undefined) item['description'] = null
  if (declared.has('settingCount')) item['settingCount'] = objects(item['settings']).length
  behaviourOf(path).complete?.(tenant, item)
  addSources(tenant, type, item)
  if (declared.has('isAssigned')) item['isAssigned'] = objects(item['assignments']).length > 0
  sealSecrets(tenant, item)
  mirrorAutopilotNames(item)
  return item
}

/** An assignment says where it comes from, in the services that have policy sets. */
function addSources(tenant: Tenant, type: string, item: Json): void {
  const assignment = tenant.contract.navigation(type).get('assignments')?.type
  if (!assignment || !tenant.contract.properties(assignment).has('source')) return
  for (const entry of objects(item['assignments'])) {
    entry['source'] ??= 'direct'
    entry['sourceId'] ??= item['id']
  }
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

/** Autopilot profiles come back with the old and the new names of the same settings (G-104). */
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
