import type { Json } from './json.ts'
import { collection, rootType, supporting, type Tenant } from './tenant.ts'
import { typeOf } from './validate.ts'

const address = /\/(\w+)(?:\/|\(')([^'/]+)(?:'\))?$/

/** The object that an address names, when it is of the expected type: `…/collection/id` or `…/collection('id')`. */
export function referenced(tenant: Tenant, expected: string, url: string): Json | undefined {
  const [, name, id] = address.exec(decodeURIComponent(url)) ?? []
  const path = [...tenant.types.values()].find((entry) => entry.key === name)?.listPath ?? supporting[name ?? '']?.path
  const found = path === undefined ? undefined : collection(tenant, path).get(id ?? '')
  return found && path !== undefined && tenant.contract.isA(typeOf(found, rootType(tenant, path)), expected)
    ? found
    : undefined
}
