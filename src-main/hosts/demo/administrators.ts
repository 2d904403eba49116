import { changeAs } from '#simulator/admin-change.ts'
import { isObject, objects, text, type Json } from '#simulator/json.ts'
import { collection, type Tenant } from '#simulator/tenant.ts'

/** What administrators of the demo tenant do in the admin center: through the same routes as every client. */
export interface Administrator {
  /** Changes properties of an object. */
  change(path: string, name: string, change: (object: Json) => Json): void
  /** Replaces the assignments of an object. */
  assign(path: string, name: string, change: (assignments: readonly Json[]) => readonly Json[]): void
  create(path: string, body: Json): void
  remove(path: string, name: string): void
  /** The ID of a group. */
  group(name: string): string
}

/** @throws Error for an object that the demo tenant doesn't have */
export function administrator(tenant: Tenant, actor: string): Administrator {
  const find = (path: string, name: string): Json => {
    const found = [...collection(tenant, path).values()].find(
      (object) => text(object['displayName']) === name || text(object['name']) === name,
    )
    if (!found) throw new Error(`The demo tenant has no "${name}" in ${path}.`)
    return found
  }
  const send = (method: string, path: string, body?: Json): void => changeAs(tenant, actor, method, path, body)
  return {
    change(path, name, change) {
      const object = find(path, name)
      const type = object['@odata.type']
      send('PATCH', `${path}/${text(object['id'])}`, {
        ...(typeof type === 'string' ? { '@odata.type': type } : {}),
        ...change(object),
      })
    },
    assign(path, name, change) {
      const object = find(path, name)
      const action = tenant.types.get(path)?.assignAction
      if (!action) throw new Error(`Objects of ${path} aren't assigned.`)
      const assignments = objects(object['assignments']).map(({ target, intent, settings }) => ({
        ...(intent === undefined ? {} : { intent, settings }),
        target: isObject(target) ? target : {},
      }))
      send('POST', `${path}/${text(object['id'])}/${action.path.split('/').at(-1)!}`, {
        [action.bodyKey ?? 'assignments']: [...change(assignments)],
      })
    },
    create: (path, body) => send('POST', path, body),
    remove: (path, name) => send('DELETE', `${path}/${text(find(path, name)['id'])}`),
    group: (name) => text(find('/groups', name)['id']),
  }
}
