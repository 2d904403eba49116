import { makeAssignment } from './actions/assign.ts'
import { readValue } from './actions/definition-values.ts'
import { isAdvanced } from './directory-search.ts'
import { disobeyedAssignments } from './disobedience.ts'
import { modelValidation, noRoute, notFound, ODataError } from './errors.ts'
import { isObject, objects, text, type Json } from './json.ts'
import { page, parseQuery, present } from './query.ts'
import { context, notAllowed, requireBody, type Answer, type Route } from './call.ts'
import type { Property } from './contract.ts'
import { referenced } from './references.ts'
import { behaviourOf } from './collections/collections.ts'
import type { Tenant } from './tenant.ts'
import { statusCode } from './types.ts'
import { typeOf, validateBody } from './validate.ts'

/** Calls below one object: `…/{id}/{navigation}[/{key}[/{navigation}]]` and `$ref`. */
export function subCollection(route: Route, item: Json, below: readonly string[]): Answer {
  const { tenant, call, declared, behaviour } = route
  const [name, key, nestedName] = below
  const type = typeOf(item, declared)
  const navigation = tenant.contract.navigation(tenant.contract.has(type) ? type : declared).get(name ?? '')
  if (!name || !navigation) throw noRoute(call.method, 'singleton/navigation/key/navigation')
  if (key === '$ref') return changeReference(route, item, name, navigation)
  const items = objects(item[name])
  if (key === undefined) {
    if (!navigation.collection)
      return isObject(item[name])
        ? {
            status: 200,
            body: { '@odata.context': context(route, `('${text(item['id'])}')/${name}/$entity`), ...item[name] },
          }
        : { status: 204 }
    if (call.method === 'GET') return list(route, name, navigation.type, items, `('${text(item['id'])}')/${name}`)
    if (call.method !== 'POST') throw notAllowed()
    const added = makePart(route, item, name, navigation.type, requireBody(call))
    item[name] = [...items, ...(name === 'assignments' ? disobeyedAssignments(tenant.disobeys, [added]) : [added])]
    item['lastModifiedDateTime'] = tenant.now()
    return { status: statusCode(behaviour, name === 'assignments' ? 'assign' : name, 201), body: added }
  }
  const part = items.find((entry) => text(entry['id']) === key)
  if (!part) throw notFound(`The ${navigation.type} ${key}`)
  if (nestedName === '$ref') {
    if (call.method !== 'DELETE') throw notAllowed()
    item[name] = items.filter((entry) => entry !== part)
    return { status: 204 }
  }
  if (nestedName === 'setDefaultProfile' && call.method === 'POST') {
    for (const other of items) if (other['@odata.type'] === part['@odata.type']) other['isDefault'] = other === part
    return { status: 204 }
  }
  if (nestedName !== undefined) {
    const nested = tenant.contract.navigation(navigation.type).get(nestedName)
    if (!nested || call.method !== 'GET')
      throw noRoute(call.method, 'singleton/navigation/key/navigation/key/navigation')
    if (!nested.collection) return { status: 200, body: isObject(part[nestedName]) ? part[nestedName] : {} }
    return list(
      route,
      nestedName,
      nested.type,
      objects(part[nestedName]),
      `('${text(item['id'])}')/${name}('${key}')/${nestedName}`,
    )
  }
  return onPartObject(route, item, { name, type: navigation.type, items, part })
}

function onPartObject(route: Route, item: Json, at: { name: string; type: string; items: Json[]; part: Json }): Answer {
  const { tenant, call } = route
  if (call.method === 'GET')
    return { status: 200, body: present(tenant, at.part, at.type, parseQuery(call.url.searchParams), { list: false }) }
  // Settings of a settings catalog policy are only written with the whole policy (G-204).
  if (at.name === 'settings') throw new ODataError(400, 'BadRequest', 'Settings are updated with their policy.')
  if (call.method === 'PATCH') {
    const body = requireBody(call)
    validateBody(tenant.contract, at.type, body)
    const { id: _id, ...changes } = body
    Object.assign(at.part, changes)
    if (tenant.contract.properties(typeOf(at.part, at.type)).has('lastModifiedDateTime'))
      at.part['lastModifiedDateTime'] = tenant.now()
    return { status: 200, body: at.part }
  }
  if (call.method === 'DELETE') {
    item[at.name] = at.items.filter((entry) => entry !== at.part)
    return { status: 200 }
  }
  throw notAllowed()
}

function list(route: Route, name: string, type: string, items: readonly Json[], suffix: string): Answer {
  const query = parseQuery(route.call.url.searchParams)
  const view = (entry: Json) =>
    present(route.tenant, listForm(route.tenant, name, type, entry), type, query, { list: false })
  const body: Json = {
    '@odata.context': context(route, suffix),
    ...page(route.tenant, name, items, view, query, route.call.url),
  }
  // The directory counts all members, and only with the header for its index (G-260).
  if (route.path !== '/groups' || !query.count) return { status: 200, body }
  const { '@odata.count': _ofPage, ...uncounted } = body
  return { status: 200, body: isAdvanced(route.call) ? { ...uncounted, '@odata.count': items.length } : uncounted }
}

/** The list of enrollment profiles answers their base form: each has to be read by itself (G-103). */
function listForm(tenant: Tenant, name: string, type: string, entry: Json): Json {
  if (name !== 'enrollmentProfiles') return entry
  const base = tenant.contract.properties(type)
  return Object.fromEntries(Object.entries(entry).filter(([key]) => base.has(key) || key === '@odata.type'))
}

function makePart(route: Route, item: Json, name: string, type: string, body: Json): Json {
  const { tenant } = route
  if (name === 'assignments') {
    const made = makeAssignment(
      tenant,
      item,
      type,
      behaviourOf(route.path).assignment?.(body) ?? body,
      route.behaviour?.assignmentTargets,
    )
    if (objects(item[name]).some(({ id }) => id === made['id']))
      throw new ODataError(400, 'BadRequest', 'The group is assigned already.')
    return made
  }
  if (name === 'definitionValues') return { ...readValue(tenant, body), id: crypto.randomUUID() }
  validateBody(tenant.contract, type, body)
  if (behaviourOf(route.path).postable?.includes(name)) return added(route, item, name, body)
  if (name !== 'localizedNotificationMessages') throw notAllowed()
  if (!text(body['locale'])) throw modelValidation("The property 'locale' is required.")
  const id = `${text(item['id'])}_${text(body['locale'])}`
  if (objects(item[name]).some((message) => message['id'] === id))
    throw new ODataError(400, 'BadRequest', 'A message in this language exists already.')
  if (body['isDefault'] === true) item['defaultLocale'] = body['locale']
  return { ...body, id, lastModifiedDateTime: tenant.now() }
}

/** A part that is posted by itself. */
function added({ tenant }: Route, item: Json, name: string, body: Json): Json {
  const id = crypto.randomUUID()
  return {
    ...body,
    // A localization has the ID of its language.
    id: name === 'enrollmentProfiles' ? `${text(item['id'])}_${id}` : text(body['id']) || id,
    ...(name === 'enrollmentProfiles'
      ? { isDefault: false, configurationEndpointUrl: `https://appleconfigurator.manage.example/${tenant.id}` }
      : {}),
  }
}

/** `$ref` of a navigation: `POST` adds to a list, `PUT` points a single one elsewhere, `DELETE` points it nowhere. */
function changeReference(route: Route, item: Json, name: string, navigation: Property): Answer {
  const { tenant, call } = route
  if (call.method === 'DELETE' && !navigation.collection) {
    item[name] = null
    return { status: 204 }
  }
  if (call.method !== (navigation.collection ? 'POST' : 'PUT')) throw notAllowed()
  const found = referenced(tenant, navigation.type, text(requireBody(call)['@odata.id']))
  if (!found) throw new ODataError(400, 'BadRequest', 'The referenced object does not exist.')
  if (!navigation.collection) item[name] = found
  else if (!objects(item[name]).some(({ id }) => id === found['id'])) item[name] = [...objects(item[name]), found]
  return { status: 204 }
}
