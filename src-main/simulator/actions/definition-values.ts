import { modelValidation, ODataError } from '../errors.ts'
import { isObject, objects, text, type Json } from '../json.ts'
import { collection, supporting, type Tenant } from '../tenant.ts'
import { validateBody } from '../validate.ts'

const bound = /groupPolicyDefinitions\('([^']+)'\)(?:\/presentations\('([^']+)'\))?$/

/** `updateDefinitionValues`: adds, replaces and removes the settings of an ADMX policy in one call. */
export function updateDefinitionValues(tenant: Tenant, item: Json, body: Json): void {
  for (const key of Object.keys(body)) {
    if (!['added', 'updated', 'deletedIds'].includes(key)) {
      throw modelValidation(
        `The parameter '${key}' in the request payload is not a valid parameter for the operation 'updateDefinitionValues'.`,
      )
    }
  }
  const values = new Map(objects(item['definitionValues']).map((value) => [text(value['id']), value]))
  const added = objects(body['added']).map((value) => readValue(tenant, value))
  const removed: unknown[] = Array.isArray(body['deletedIds']) ? body['deletedIds'] : []
  const updated = objects(body['updated'])
  // One tool saw `updated` refused, another one writes with it (G-163): in doubt, it is refused.
  if ((tenant.doubt && updated.length > 0) || (added.length > 0 && removed.length > 0))
    throw new ODataError(400, 'BadRequest', 'Settings are added in one call and deleted in another one.')
  // A definition that is already configured is not added a second time: the service ignores it
  // (G-163).
  const configured = new Set([...values.values()].map(definitionId))
  for (const value of added) {
    if (configured.has(definitionId(value))) continue
    const id = crypto.randomUUID()
    values.set(id, { ...value, id })
  }
  for (const value of updated) {
    const id = text(value['id'])
    const before = values.get(id)
    if (!before) throw new ODataError(400, 'BadRequest', 'The definition value does not exist.')
    values.set(id, { ...before, ...withPresentations(before, readValue(tenant, value)), id })
  }
  for (const id of removed) values.delete(String(id))
  item['definitionValues'] = [...values.values()]
}

/** An updated value keeps the presentation values that it doesn't name. */
function withPresentations(before: Json, after: Json): Json {
  const presentationId = ({ presentation }: Json) => (isObject(presentation) ? text(presentation['id']) : '')
  const named = objects(after['presentationValues'])
  const kept = objects(before['presentationValues']).filter(
    (value) => !named.some((other) => other['id'] === value['id'] || presentationId(other) === presentationId(value)),
  )
  return { ...after, presentationValues: [...kept, ...named] }
}

const definitionId = (value: Json) => (isObject(value['definition']) ? text(value['definition']['id']) : '')

/** A definition value from a body, its bindings resolved. */
export function readValue(tenant: Tenant, body: Json): Json {
  const { 'definition@odata.bind': bind, ...rest } = body
  validateBody(tenant.contract, 'groupPolicyDefinitionValue', rest)
  const id = bound.exec(text(bind))?.[1]
  if (!id && !text(body['id'])) throw new ODataError(400, 'BadRequest', '')
  const now = tenant.now()
  return {
    configurationType: 'policy',
    createdDateTime: now,
    ...rest,
    lastModifiedDateTime: now,
    ...(id ? { definition: definition(tenant, id) } : {}),
    presentationValues: objects(body['presentationValues']).map((value) => {
      const { 'presentation@odata.bind': presentationBind, ...content } = value
      const presentationId = bound.exec(text(presentationBind))?.[2]
      if (!presentationId && !text(value['id'])) throw new ODataError(400, 'BadRequest', '')
      return {
        ...content,
        id: text(content['id']) || crypto.randomUUID(),
        createdDateTime: now,
        lastModifiedDateTime: now,
        ...(presentationId ? { presentation: { id: presentationId, label: null } } : {}),
      }
    }),
  }
}

/** Built-in definitions have the same id in every tenant; one that no seed names has no display name here. */
function definition(tenant: Tenant, id: string): Json {
  return (
    collection(tenant, supporting['groupPolicyDefinitions']!.path).get(id) ?? {
      id,
      displayName: null,
      classType: 'machine',
      categoryPath: null,
    }
  )
}
