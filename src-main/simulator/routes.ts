import { context, isRead, notAllowed, requireBody, type Answer, type Call, type Route } from './call.ts'
import { createObject, deleteObject, updateObject } from './objects.ts'
import { assign } from './actions/assign.ts'
import { behaviourOf } from './collections/collections.ts'
import { createInstance, templateOf } from './collections/intents.ts'
import { categoryOf, definitionOf } from './definitions.ts'
import { asAsked } from './evolvable.ts'
import { intuneMessage, modelValidation, noRoute, notFound, ODataError } from './errors.ts'
import { isObject, objects, text, type Json } from './json.ts'
import { brandingFile } from './branding-files.ts'
import { searched } from './directory-search.ts'
import { page, parseQuery, present } from './query.ts'
import { change, onSingle, singleOf } from './single.ts'
import { subCollection } from './sub-collections.ts'
import { collection, isVisible, rootType, serves, supporting, type Tenant } from './tenant.ts'
import { statusCode } from './types.ts'
import { typeOf } from './validate.ts'

/**
 * Answers one call against the tenant's state.
 *
 * @throws ODataError for everything the service refuses
 */
export function answer(tenant: Tenant, call: Call): Answer {
  const segments = call.url.pathname.split('/').filter(Boolean).flatMap(splitKey)
  const [version, ...rest] = segments
  if (version !== 'beta' && version !== 'v1.0')
    throw new ODataError(404, 'ResourceNotFound', `Invalid version: ${version ?? ''}`)
  const special =
    directory(tenant, call, rest) ??
    brandingFile(tenant, call, rest) ??
    onDeviceManagement(tenant, call, rest) ??
    fromTemplate(tenant, call, rest) ??
    definition(tenant, call, rest)
  if (special) return special
  const match = [4, 3, 2, 1]
    .map((length) => rest.slice(0, length))
    .find((prefix) => serves(tenant, `/${prefix.join('/')}`))
  if (!match) throw noRoute(call.method, rest.join('/'))
  const path = `/${match.join('/')}`
  if (tenant.refused.has(path))
    throw new ODataError(403, 'Forbidden', intuneMessage('User is not authorized to perform this operation'))
  const route: Route = { tenant, call, path, behaviour: tenant.types.get(path), declared: rootType(tenant, path) }
  const below = rest.slice(match.length)
  if (route.behaviour?.single !== undefined) {
    if (below.length === 0) return onSingle(route)
    const only = singleOf(tenant, path)
    if (!only) throw notFound(`The ${route.declared}`)
    return onPart(route, only, below)
  }
  if (below.length === 0) return onCollection(route)
  const id = below[0]!
  const act = below.length === 1 && call.method === 'POST' ? behaviourOf(path).collectionActions?.[id] : undefined
  if (act) return { status: 200, body: act(tenant, requireBody(call)) }
  const item = collection(tenant, path).get(id)
  if (!item || !isVisible(tenant, item)) throw notFound(`The ${route.declared} ${id}`, missingOf(route))
  if (below.length === 1) return onObject(route, item)
  return onPart(route, item, below.slice(1))
}

/** In doubt, an object that is not there answers as the settings catalog does. */
function missingOf({ tenant, path }: Route): { status?: number; code?: string } {
  if (path === '/groups') return { status: 404, code: 'Request_ResourceNotFound' }
  const known = behaviourOf(path).missing
  if (known) return known
  return tenant.doubt && !recorded404.has(path) ? { status: 400 } : {}
}

/** Collections of which somebody saw the 404 (G-44). */
const recorded404: ReadonlySet<string> = new Set([
  '/deviceManagement/assignmentFilters',
  '/deviceManagement/roleScopeTags',
  '/deviceManagement/groupPolicyConfigurations',
  '/deviceManagement/deviceCompliancePolicies',
  '/deviceManagement/deviceConfigurations',
  '/deviceAppManagement/iosManagedAppProtections',
  '/deviceAppManagement/androidManagedAppProtections',
  '/deviceAppManagement/windowsManagedAppProtections',
])

/** `name('key')` and `name/key` are the same address. */
function splitKey(segment: string): string[] {
  const decoded = decodeURIComponent(segment)
  const match = /^([\w]+)\('([^']*)'\)$/.exec(decoded)
  return match ? [match[1]!, match[2]!] : [decoded]
}

/** The directory calls that backup tools make beside Intune's own. */
function directory(tenant: Tenant, call: Call, rest: readonly string[]): Answer | undefined {
  const [first, second] = rest
  if (first === 'organization' && rest.length <= 2 && call.method === 'GET') {
    return {
      status: 200,
      body: {
        value: [
          {
            id: tenant.id,
            displayName: tenant.name,
            verifiedDomains: [],
            assignedPlans: [{ service: 'SCO', capabilityStatus: 'Enabled' }],
          },
        ],
      },
    }
  }
  if (first === 'directoryObjects' && second === 'getByIds' && call.method === 'POST') {
    const ids = isObject(call.body) && Array.isArray(call.body['ids']) ? call.body['ids'].map(String) : null
    if (!ids) throw modelValidation("The parameter 'ids' of the operation 'getByIds' must be a collection.")
    if (ids.length > 1000) throw new ODataError(400, 'Request_BadRequest', 'The number of ids must not exceed 1000.')
    const types =
      isObject(call.body) && Array.isArray(call.body['types']) ? call.body['types'].map(String) : ['group', 'user']
    const found = ids.flatMap((id) =>
      types.flatMap((type) => {
        const entry = collection(tenant, `/${type}s`).get(id.toLowerCase())
        if (!entry) return []
        const { members: _members, ...properties } = entry
        return [{ '@odata.type': `#microsoft.graph.${type}`, ...properties }]
      }),
    )
    return { status: 200, body: { value: found } }
  }
  return undefined
}

/** `PATCH /deviceManagement` changes the settings that are read below it. */
function onDeviceManagement(tenant: Tenant, call: Call, rest: readonly string[]): Answer | undefined {
  if (rest.length !== 1 || rest[0] !== 'deviceManagement' || call.method !== 'PATCH') return undefined
  const { settings, ...others } = requireBody(call)
  const name = Object.keys(others).find((key) => !key.includes('@'))
  if (name !== undefined || !isObject(settings))
    throw modelValidation(`The property '${name ?? 'settings'}' cannot be updated here.`)
  const path = '/deviceManagement/settings'
  const route: Route = { tenant, call, path, behaviour: tenant.types.get(path), declared: rootType(tenant, path) }
  change(route, singleOf(tenant, path)!, settings)
  return { status: 204 }
}

/** `templates/{id}/createInstance`: how policies of the old kind are made. */
function fromTemplate(tenant: Tenant, call: Call, [area, name, id, action]: readonly string[]): Answer | undefined {
  if (area !== 'deviceManagement' || name !== 'templates' || action !== 'createInstance' || call.method !== 'POST')
    return undefined
  // An action answers 200 (Graph docs: deviceManagementTemplate: createInstance).
  return { status: 200, body: createInstance(tenant, templateOf(tenant, id!), requireBody(call)) }
}

const finders: ReadonlyMap<string, (tenant: Tenant, id: string) => Json | undefined> = new Map([
  ['configurationSettings', definitionOf],
  ['configurationCategories', categoryOf],
])

/** Definitions and categories by id, derived where no seed has them. */
function definition(tenant: Tenant, call: Call, [area, name, id, more]: readonly string[]): Answer | undefined {
  if (area !== 'deviceManagement' || id === undefined || more !== undefined || call.method !== 'GET') return undefined
  const find = finders.get(name ?? '')
  if (!find) return undefined
  const found = find(tenant, id)
  if (!found) throw notFound(`The ${name} ${id}`)
  return { status: 200, body: found }
}

function onCollection(route: Route): Answer {
  const { tenant, call, path, behaviour, declared } = route
  if (call.method === 'GET') {
    const query = parseQuery(call.url.searchParams)
    const view = (item: Json) =>
      asAsked(tenant, call, path, declared, present(tenant, item, declared, query, { list: true, behaviour, path }))
    const name = path.split('/').at(-1)!
    const visible = [...collection(tenant, path).values()].filter((item) => isVisible(tenant, item))
    return {
      status: 200,
      body: {
        '@odata.context': context(route, ''),
        ...page(
          tenant,
          name,
          path === '/groups' && query.search !== null ? searched(call, visible, query.search) : visible,
          view,
          query,
          call.url,
          behaviourOf(path).mostInPage,
        ),
      },
    }
  }
  const isCreatable = Object.values(supporting).some((entry) => entry.path === path && entry.creatable)
  if (call.method === 'POST' && (behaviour || isCreatable)) {
    // A missing license is not said (G-160).
    if (tenant.unlicensed.has(path)) throw new ODataError(403, 'Forbidden', 'Forbidden')
    const item = createObject(route, requireBody(call))
    return { status: statusCode(behaviour, 'create', 201), body: shown(route, item) }
  }
  throw notAllowed()
}

function onObject(route: Route, item: Json): Answer {
  const { call, behaviour } = route
  if (call.method === 'GET') {
    countPublishingRead(route.tenant, item)
    refuseUnreadable(route, item)
    return { status: 200, body: shown(route, item) }
  }
  if (call.method === 'PATCH' || (call.method === 'PUT' && behaviour?.updateMethod === 'PUT')) {
    updateObject(route, item, requireBody(call))
    const status = changeStatus(route.tenant, behaviour, 'update')
    return status === 204 ? { status } : { status, body: shown(route, item) }
  }
  if (call.method === 'DELETE') {
    deleteObject(route, item)
    return { status: statusCode(behaviour, 'delete', 204) }
  }
  throw notAllowed()
}

function onPart(route: Route, item: Json, path: readonly string[]): Answer {
  // A cast to the concrete type names the same object.
  const below = path.filter((segment) => !segment.startsWith('microsoft.graph.'))
  const { tenant, call, behaviour, declared } = route
  const name = below[0]!
  const type = typeOf(item, declared)
  const secret = /^getOmaSettingPlainTextValue\(secretReferenceValueId='([^']*)'\)$/.exec(name)
  if (secret && call.method === 'GET') {
    const value = tenant.secrets.get(secret[1]!)
    if (value === undefined) throw notFound(`The secret ${secret[1]!}`)
    const setting = objects(item['omaSettings']).find((entry) => entry['secretReferenceValueId'] === secret[1])
    const encoded = /omaSetting(StringXml|Base64)$/.test(text(setting?.['@odata.type']))
    return {
      status: 200,
      body: {
        '@odata.context': context(route, ''),
        value: encoded ? Buffer.from(value, 'base64').toString('utf8') : value,
      },
    }
  }
  const rules = behaviourOf(route.path)
  const assignName = behaviour?.assignAction?.path.split('/').at(-1)
  const { bodyKey } = behaviour?.assignAction ?? {}
  if (
    name === assignName &&
    bodyKey &&
    call.method === 'POST' &&
    (rules.actions?.[name] === undefined || (isObject(call.body) && bodyKey in call.body))
  ) {
    const stored = assign(
      tenant,
      item,
      {
        declared: tenant.contract.navigation(type).get('assignments')?.type ?? 'entity',
        bodyKey,
        rules,
        targets: behaviour?.assignmentTargets,
      },
      requireBody(call),
    )
    const status = changeStatus(tenant, behaviour, 'assign')
    return status === 204 ? { status } : { status, body: { value: stored } }
  }
  // IntuneCD writes `setpriority`, and is answered (G-258).
  const action = Object.entries(rules.actions ?? {}).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
  if (action && call.method === 'POST') {
    const answered = action.run(tenant, item, requireBody(call)) ?? {}
    if (!isRead(call)) item['lastModifiedDateTime'] = tenant.now()
    return action.status === 204 ? { status: 204 } : { status: action.status, body: answered }
  }
  if (rules.noRoute?.includes(name)) throw noRoute(call.method, 'singleton/navigation/key/navigation')
  const property = tenant.contract.properties(type).get(name)
  if (property && call.method === 'GET') {
    const value = item[name]
    return value === null || value === undefined
      ? { status: 204 }
      : { status: 200, body: { '@odata.context': context(route, ''), ...(isObject(value) ? value : { value }) } }
  }
  return subCollection(route, item, below)
}

/** Updates and assignments answer 200 in older notes and 204 in newer ones; in doubt, 204. */
const changeStatus = (tenant: Tenant, behaviour: Route['behaviour'], operation: string): number =>
  tenant.doubt ? 204 : statusCode(behaviour, operation, 200)

/** Some services know a new object only after a while. */
function refuseUnreadable({ tenant, declared }: Route, item: Json): void {
  const id = text(item['id'])
  const left = tenant.unreadable.get(id) ?? 0
  if (left === 0) return
  tenant.unreadable.set(id, left - 1)
  throw notFound(`The ${declared} ${id}`)
}

/** A store app is published some reads after it was created. */
function countPublishingRead(tenant: Tenant, item: Json): void {
  const left = tenant.publishing.get(text(item['id']))
  if (left === undefined) return
  if (left > 0) tenant.publishing.set(text(item['id']), left - 1)
  else {
    tenant.publishing.delete(text(item['id']))
    item['publishingState'] = 'published'
  }
}

function shown(route: Route, item: Json): Json {
  const query = parseQuery(route.call.method === 'GET' ? route.call.url.searchParams : new URLSearchParams())
  return {
    '@odata.context': context(route, '/$entity'),
    ...asAsked(
      route.tenant,
      route.call,
      route.path,
      route.declared,
      present(route.tenant, item, route.declared, query, {
        list: false,
        behaviour: route.behaviour,
        path: route.path,
      }),
    ),
  }
}
