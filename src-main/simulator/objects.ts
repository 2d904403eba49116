import type { Behaviour } from './collections/behaviour.ts'
import { behaviourOf } from './collections/collections.ts'
import { complete } from './complete.ts'
import { intuneMessage, modelValidation, ODataError } from './errors.ts'
import { newId } from './ids.ts'
import { isObject, objects, text, type Json } from './json.ts'
import type { Route } from './call.ts'
import { collection, put, type Tenant } from './tenant.ts'
import { referenced } from './references.ts'
import { refusedNames } from './types.ts'
import { typeOf, validateBody } from './validate.ts'

/** Properties that the service owns: a body may carry them, they are not taken over. */
const owned = new Set([
  'id',
  'createdDateTime',
  'lastModifiedDateTime',
  'version',
  'isAssigned',
  'settingCount',
  'supportsScopeTags',
  'isBuiltIn',
  'publishingState',
  'creationSource',
])

/** Objects that exist in every tenant and cannot be made (G-149). */
const notCreatable = new Set(['defaultDeviceCompliancePolicy', 'unsupportedDeviceConfiguration'])

/** Creates an object from a POST body and gives it what the service adds. */
export function createObject(route: Route, asked: Json): Json {
  const { tenant, path, declared } = route
  const rules = behaviourOf(path)
  const ignored = tenant.doubt ? [] : (rules.ignoredOnCreate ?? [])
  const body = Object.fromEntries(Object.entries(asked).filter(([key]) => !ignored.includes(key)))
  if (rules.notCreatable)
    throw new ODataError(400, 'BadRequest', intuneMessage('Objects of this kind cannot be created here.'))
  refuseSecretReferences(body)
  validateBody(tenant.contract, declared, body)
  const type = typeOf(body, declared)
  if (notCreatable.has(type))
    throw new ODataError(400, 'BadRequest', intuneMessage(`Objects of type ${type} cannot be created.`))
  const name = route.behaviour?.nameProp ?? 'displayName'
  if (!text(body[name])) throw modelValidation(`The property '${name}' is required.`)
  refuse(refusedNames(route.behaviour?.propsRejectedOnCreate, type), body, 'set')
  rules.checkCreate?.(tenant, body)
  checkScopeTags(route, body)
  const now = tenant.now()
  const item: Json = {
    ...(type === declared ? {} : { '@odata.type': `#microsoft.graph.${type}` }),
    id: newId(tenant, path),
    ...takenOver(rules, taken(tenant, type, body, rules)),
    ...bound(tenant, type, body),
  }
  const shape = tenant.contract.shapeOf(type, declared)
  const properties = tenant.contract.properties(shape)
  if (properties.has('createdDateTime')) item['createdDateTime'] = now
  if (properties.has('lastModifiedDateTime')) item['lastModifiedDateTime'] = now
  if (properties.get('version')?.type === 'Edm.Int32') item['version'] = 1
  if (properties.has('supportsScopeTags')) item['supportsScopeTags'] = true
  if (tenant.contract.navigation(shape).has('assignments')) item['assignments'] = []
  Object.assign(item, inlineParts(rules, body))
  rules.created?.(tenant, item, body)
  if (tenant.consistencyMs > 0) tenant.hiddenUntil.set(text(item['id']), Date.now() + tenant.consistencyMs)
  put(tenant, path, complete(tenant, path, item))
  return item
}

const takenOver = (rules: Behaviour, properties: Json): Json =>
  rules.takenOnCreate
    ? Object.fromEntries(Object.entries(properties).filter(([name]) => rules.takenOnCreate!.includes(name)))
    : properties

/** Parts that come with the body: settings are numbered, everything else is taken as it is. */
const inlineParts = (rules: Behaviour, body: Json): Json =>
  Object.fromEntries(
    (rules.inline ?? [])
      .filter((name) => Array.isArray(body[name]))
      .map((name) => [
        name,
        name === 'settings' ? numbered(objects(body[name])) : structuredClone(objects(body[name])),
      ]),
  )

/** Applies a PATCH or PUT body. */
export function updateObject(route: Route, item: Json, body: Json): void {
  const { tenant, declared, path, call } = route
  const rules = behaviourOf(path)
  const before = typeOf(item, declared)
  const type = typeOf(body, before)
  if (call.method === 'PATCH' && rules.noPatch)
    throw new ODataError(400, 'BadRequest', intuneMessage('PATCH is not supported for this resource.'))
  refuseSecretReferences(body)
  validateBody(tenant.contract, declared, { ...body, '@odata.type': `#microsoft.graph.${type}` })
  if (type !== before)
    throw modelValidation(
      `An entry with type 'microsoft.management.services.api.${type}' was found, but it is not assignable to the expected type 'microsoft.management.services.api.${before}'.`,
    )
  const fixed = rules.refusedOnUpdate?.find((name) => name in body)
  if (fixed !== undefined && call.method === 'PATCH')
    throw new ODataError(400, 'BadRequest', intuneMessage(`The property '${fixed}' cannot be updated.`))
  // A PUT carries the whole object: what cannot be changed is not taken over.
  const rejected = refusedNames(route.behaviour?.propsRejectedOnUpdate, type)
  if (call.method === 'PATCH') refuse(rejected, body, 'updated')
  rules.checkUpdate?.(tenant, item, body)
  checkScopeTags(route, body, item)
  if (tenant.disobeys.has('patchIgnored')) return
  const changes = Object.fromEntries(
    Object.entries(taken(tenant, type, body, rules)).filter(([name]) => !rejected.has(name)),
  )
  if (call.method === 'PUT') {
    for (const name of tenant.contract.properties(type).keys()) {
      if (!owned.has(name) && !rejected.has(name) && !(name in body) && name !== '@odata.type') delete item[name]
    }
    Object.assign(item, inlineParts(rules, body))
  }
  if (type.endsWith('WindowsAutopilotDeploymentProfile')) dropMirrored(item, changes)
  Object.assign(item, rules.changes?.(changes) ?? changes)
  rules.updated?.(tenant, item, body)
  const properties = tenant.contract.properties(type)
  if (properties.has('lastModifiedDateTime')) item['lastModifiedDateTime'] = tenant.now()
  if (typeof item['version'] === 'number') item['version'] += 1
  complete(tenant, path, item)
}

/** Properties that the service does not take (G-137, G-141). */
function refuse(names: ReadonlySet<string>, body: Json, verb: string): void {
  const name = Object.keys(body).find((key) => names.has(key))
  if (name !== undefined)
    throw new ODataError(400, 'BadRequest', intuneMessage(`The property '${name}' cannot be ${verb}.`))
}

/** Removes an object; built-in ones and filters in use stay. */
export function deleteObject(route: Route, item: Json): void {
  const { tenant, path } = route
  behaviourOf(path).checkDelete?.(tenant, item)
  if (path === '/deviceManagement/assignmentFilters' && filterInUse(tenant, text(item['id']))) {
    throw new ODataError(400, 'BadRequest', intuneMessage('The filter is used by an assignment and cannot be deleted.'))
  }
  if (path === '/deviceManagement/windowsAutopilotDeploymentProfiles' && objects(item['assignments']).length > 0) {
    throw new ODataError(400, 'BadRequest', intuneMessage('Remove the assignments of the profile before deleting it.'))
  }
  collection(tenant, path).delete(text(item['id']))
}

/** The declared properties of a body that the service takes over. */
function taken(tenant: Tenant, type: string, body: Json, rules: Behaviour): Json {
  const properties = tenant.contract.properties(type)
  const navigation = tenant.contract.navigation(type)
  return structuredClone(
    Object.fromEntries(
      Object.entries(body).filter(
        ([name]) =>
          (properties.has(name) || (tenant.contract.takesUnknown && !navigation.has(name))) &&
          !owned.has(name) &&
          rules.inline?.includes(name) !== true &&
          !name.includes('@'),
      ),
    ),
  )
}

/** Objects that a body points at with `<navigation>@odata.bind`: one address, or a list of them. */
function bound(tenant: Tenant, type: string, body: Json): Json {
  const found = Object.entries(body).flatMap(([key, value]): [string, unknown][] => {
    const name = key.endsWith('@odata.bind') ? key.slice(0, -'@odata.bind'.length) : ''
    const navigation = tenant.contract.navigation(type).get(name)
    if (!navigation) return []
    const items = (Array.isArray(value) ? value : [value]).map((url) =>
      referenced(tenant, navigation.type, String(url)),
    )
    if (items.some((item) => item === undefined))
      throw new ODataError(400, 'BadRequest', intuneMessage(`The object that ${name} is bound to does not exist.`))
    return [[name, navigation.collection ? items : items[0]]]
  })
  return Object.fromEntries(found)
}

const numbered = (settings: Json[]): Json[] =>
  settings.map((setting, index) => ({ ...structuredClone(setting), id: String(index) }))

/** `secretReferenceValueId` in a body is refused (G-118). */
function refuseSecretReferences(body: Json): void {
  for (const setting of objects(body['omaSettings'])) {
    if (text(setting['secretReferenceValueId'])) {
      throw new ODataError(400, 'NotSupported', intuneMessage('SecretReferenceValueId invalid for create.'))
    }
  }
}

/** A new tag must exist. Nobody knows whether an old one that is gone is refused: in doubt, it is. */
function checkScopeTags(route: Route, body: Json, item: Json = {}): void {
  const property = route.behaviour?.scopeTagProp
  const tagsOf = (holder: Json): unknown[] => (property && Array.isArray(holder[property]) ? holder[property] : [])
  const before = route.tenant.doubt ? [] : tagsOf(item)
  const tags = tagsOf(body).filter((tag) => !before.includes(tag))
  const known = collection(route.tenant, '/deviceManagement/roleScopeTags')
  for (const tag of tags) {
    if (!known.has(String(tag)))
      throw new ODataError(400, 'BadRequest', intuneMessage(`Scope tag ${String(tag)} does not exist.`))
  }
}

/** The old names follow the new ones: an update of one family must not be undone by the other. */
function dropMirrored(item: Json, changes: Json): void {
  if (isObject(changes['outOfBoxExperienceSetting'])) delete item['outOfBoxExperienceSettings']
}

function filterInUse(tenant: Tenant, id: string): boolean {
  for (const items of tenant.collections.values()) {
    for (const item of items.values()) {
      const used = objects(item['assignments']).some(
        ({ target }) => isObject(target) && target['deviceAndAppManagementAssignmentFilterId'] === id,
      )
      if (used) return true
    }
  }
  return false
}
