import type { Call } from './call.ts'
import { isObject, type Json } from './json.ts'
import type { Tenant } from './tenant.ts'
import { typeOf } from './validate.ts'

const placeholder = 'unknownFutureValue'

/** Whether the client asked for the members of evolvable enums that are newer than the placeholder (G-50). */
const asksForAll = ({ headers }: Call): boolean => /include-unknown-enum-members/i.test(headers?.['prefer'] ?? '')

/** Collections whose documentation promises the placeholder; in doubt, every one behaves like this. */
const documented = /^\/(identity|deviceManagement\/virtualEndpoint)\//

/** An object as a client sees it that did not ask: newer members of an enum are the placeholder. */
export function asAsked(tenant: Tenant, call: Call, path: string, declared: string, item: Json): Json {
  if (asksForAll(call) || !(tenant.doubt || documented.test(path))) return item
  return hidden(tenant, declared, item)
}

function hidden(tenant: Tenant, declared: string, item: Json): Json {
  const properties = tenant.contract.properties(typeOf(item, declared))
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => {
      const type = properties.get(name)?.type
      return [name, type === undefined ? value : shown(tenant, type, value)]
    }),
  )
}

function shown(tenant: Tenant, type: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => shown(tenant, type, entry))
  if (isObject(value)) return hidden(tenant, type, value)
  const entry = tenant.contract.enumOf(type)
  const from = entry?.members.indexOf(placeholder) ?? -1
  if (from < 0 || typeof value !== 'string') return value
  const isNewer = (member: string): boolean => entry!.members.indexOf(member.trim()) > from
  return value.split(',').some(isNewer) ? placeholder : value
}
