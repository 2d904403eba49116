import { context, notAllowed, requireBody, type Answer, type Route } from './call.ts'
import { behaviourOf } from './collections/collections.ts'
import { notFound } from './errors.ts'
import { isObject, type Json } from './json.ts'
import { updateObject } from './objects.ts'
import { parseQuery, present } from './query.ts'
import { collection, type Tenant } from './tenant.ts'
import { statusCode } from './types.ts'

/** The object of a path that is one, without an ID in its address. */
export const singleOf = (tenant: Tenant, path: string): Json | undefined =>
  collection(tenant, path).values().next().value

/** Reads or changes an object without an ID in its address. @throws ODataError where it was never set up */
export function onSingle(route: Route): Answer {
  const { tenant, call, path, behaviour, declared } = route
  const item = singleOf(tenant, path)
  if (!item) throw notFound(`The ${declared}`)
  const shown = (): Json => {
    const query = parseQuery(call.method === 'GET' ? call.url.searchParams : new URLSearchParams())
    const answer = present(tenant, item, declared, query, { list: false, behaviour, path })
    const hasId = tenant.contract.properties(declared).has('id')
    return {
      '@odata.context': context(route, hasId ? '/$entity' : ''),
      ...Object.fromEntries(Object.entries(answer).filter(([name]) => hasId || name !== 'id')),
    }
  }
  if (call.method === 'GET') return { status: 200, body: shown() }
  if (call.method !== (behaviour?.updateMethod ?? '')) throw notAllowed()
  const body = requireBody(call)
  const wrapped = behaviourOf(path).wrapsUpdates
  change(route, item, wrapped !== undefined && isObject(body[wrapped]) ? body[wrapped] : body)
  const status = statusCode(behaviour, 'update', 200)
  return status === 204 ? { status } : { status, body: shown() }
}

/** Changes a single object from another address than its own. */
export function change(route: Route, item: Json, body: Json): void {
  const { id } = item
  updateObject(route, item, body)
  item['id'] = id
}
