import { intuneMessage, ODataError } from '../errors.ts'
import { objects, text, type Json } from '../json.ts'
import { collection, put, type Tenant } from '../tenant.ts'
import { validateBody } from '../validate.ts'
import type { Behaviour } from './behaviour.ts'

const path = '/deviceManagement/intents'

/** `value` repeats what `valueJson` says; complex settings answer their parts with ids. */
function stored(tenant: Tenant, setting: Json): Json {
  validateBody(tenant.contract, 'deviceManagementSettingInstance', setting)
  const json = text(setting['valueJson'])
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    throw new ODataError(400, 'BadRequest', intuneMessage(`The value of ${text(setting['definitionId'])} is not JSON.`))
  }
  const simple = /(Boolean|Integer|String)SettingInstance$/.test(text(setting['@odata.type']))
  return { ...setting, id: crypto.randomUUID(), ...(simple ? { value } : {}) }
}

/** Makes a policy from a template: the only way to make one. */
export function createInstance(tenant: Tenant, template: Json, body: Json): Json {
  if (template['isDeprecated'] === true)
    throw new ODataError(400, 'BadRequest', intuneMessage('The template is deprecated.'))
  const id = crypto.randomUUID()
  const settings = objects(body['settingsDelta'])
  for (const setting of settings)
    if (text(setting['id']))
      throw new ODataError(400, 'BadRequest', intuneMessage('Setting ids are not allowed in settingsDelta.'))
  const item: Json = {
    id,
    displayName: text(body['displayName']),
    description: body['description'] ?? null,
    templateId: template['id'],
    isAssigned: false,
    isMigratingToConfigurationPolicy: null,
    lastModifiedDateTime: tenant.now(),
    roleScopeTagIds: Array.isArray(body['roleScopeTagIds']) ? body['roleScopeTagIds'] : ['0'],
    assignments: [],
    settings: settings.map((setting) => stored(tenant, setting)).filter((setting) => setting['valueJson'] !== 'null'),
  }
  put(tenant, path, item)
  return item
}

/** A template by its id; built-in ones have the same id everywhere, so an unknown id is one that no seed named yet. */
export function templateOf(tenant: Tenant, id: string): Json {
  const templates = collection(tenant, '/deviceManagement/templates')
  const known = templates.get(id)
  if (known) return known
  const made: Json = {
    id,
    displayName: `Template ${id.slice(0, 8)}`,
    description: '',
    isDeprecated: false,
    templateType: 'securityTemplate',
    versionInfo: '1',
    intentCount: 0,
  }
  templates.set(id, made)
  return made
}

export const intents: Readonly<Record<string, Behaviour>> = {
  [path]: {
    notCreatable: true,
    complete(tenant, item) {
      if (text(item['templateId'])) templateOf(tenant, text(item['templateId']))
      item['settings'] = objects(item['settings']).map((setting) => ({ id: crypto.randomUUID(), ...setting }))
    },
    expandsEmpty: (_item, name) => name === 'assignments',
    refusedOnUpdate: ['templateId', 'isAssigned'],
    actions: {
      updateSettings: {
        status: 204,
        run(tenant, item, body) {
          const settings = new Map(objects(item['settings']).map((setting) => [text(setting['definitionId']), setting]))
          // A setting cannot be removed; a null says that it is not configured.
          for (const setting of objects(body['settings']))
            settings.set(text(setting['definitionId']), stored(tenant, setting))
          item['settings'] = [...settings.values()]
        },
      },
    },
  },
}
