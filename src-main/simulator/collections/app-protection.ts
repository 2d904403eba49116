import { intuneMessage, modelValidation, ODataError } from '../errors.ts'
import { isObject, objects, text, type Json } from '../json.ts'
import type { Tenant } from '../tenant.ts'
import { validateBody } from '../validate.ts'
import type { Action, Behaviour } from './behaviour.ts'

const allUsers = 'acacacac-9df4-4c7d-9d50-4ef0226f57a9'

/** `targetApps`: replaces the list of apps; a create ignores one in its body. */
const targetApps: Action = {
  status: 204,
  run(tenant, item, body) {
    if (!Array.isArray(body['apps']))
      throw modelValidation("The parameter 'apps' of the operation 'targetApps' must be a collection.")
    item['apps'] = objects(body['apps']).map((app) => {
      validateBody(tenant.contract, 'managedMobileApp', app)
      const identifier = isObject(app['mobileAppIdentifier']) ? app['mobileAppIdentifier'] : {}
      const id = text(identifier['bundleId']) || text(identifier['packageId']) || text(identifier['windowsAppId'])
      return {
        ...app,
        id: `${id.toLowerCase()}.${text(identifier['@odata.type']).includes('ios') ? 'ios' : text(identifier['@odata.type']).includes('android') ? 'android' : 'windows'}`,
        version: stamp(),
      }
    })
    if (body['appGroupType'] !== undefined) item['appGroupType'] = body['appGroupType']
    item['deployedAppCount'] = objects(item['apps']).length
    item['version'] = stamp()
  },
}

/** Versions of app policies look like ETags: quoted, and new after each write. */
const stamp = (): string => `"${crypto.randomUUID()}"`

/** Everybody is a group here; the virtual targets of the other services are refused. */
function assignment(value: Json): Json {
  const kind = isObject(value['target']) ? text(value['target']['@odata.type']) : ''
  if (!/(g|exclusionG)roupAssignmentTarget$/.test(kind)) {
    throw new ODataError(
      400,
      'BadRequest',
      intuneMessage('Assignment target is not valid for a managed app policy: only group targets are supported.'),
    )
  }
  return value
}

/** What real exports write as "all licensed users" the service answers as its own group. */
function asGroups(item: Json): void {
  for (const entry of objects(item['assignments'])) {
    const target = entry['target']
    if (isObject(target) && text(target['@odata.type']).endsWith('allLicensedUsersAssignmentTarget'))
      Object.assign(target, { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: allUsers })
  }
  item['assignments'] = objects(item['assignments']).filter(({ target }) => isObject(target) && text(target['groupId']))
}

const behaviour = (prefix: string): Behaviour => ({
  complete(_tenant, item) {
    asGroups(item)
    item['apps'] ??= []
    item['deployedAppCount'] = objects(item['apps']).length
    if (!/^".*"$/.test(text(item['version']))) item['version'] = stamp()
  },
  created: (_tenant, item) => void (item['id'] = `${prefix}${crypto.randomUUID()}`),
  updated: (_tenant, item) => void (item['version'] = stamp()),
  assignment,
  actions: { targetApps },
})

/** `changeSettings`: replaces the settings catalog part of an app configuration. */
const changeSettings: Action = {
  status: 204,
  run(tenant, item, body) {
    const settings = objects(body['settings'])
    for (const setting of settings) validateBody(tenant.contract, 'deviceManagementConfigurationSetting', setting)
    item['settings'] = settings.map((setting, index) => ({ ...structuredClone(setting), id: String(index) }))
  },
}

export const appProtection: Readonly<Record<string, Behaviour>> = {
  '/deviceAppManagement/iosManagedAppProtections': behaviour('T_'),
  '/deviceAppManagement/androidManagedAppProtections': behaviour('T_'),
  '/deviceAppManagement/windowsManagedAppProtections': {
    ...behaviour('T_'),
    checkUpdate(_tenant, _item, body) {
      if (body['appActionIfUnableToAuthenticateUser'] === null)
        throw modelValidation("A null value was found for the property named 'appActionIfUnableToAuthenticateUser'.")
    },
  },
  '/deviceAppManagement/targetedManagedAppConfigurations': {
    ...behaviour('A_'),
    actions: { targetApps, changeSettings },
  },
  '/deviceAppManagement/windowsInformationProtectionPolicies': {
    assignment,
    complete: (_tenant, item) => asGroups(item),
    postable: ['protectedAppLockerFiles', 'exemptAppLockerFiles'],
  },
  '/deviceAppManagement/mdmWindowsInformationProtectionPolicies': {
    assignment,
    complete: (_tenant, item) => asGroups(item),
    postable: ['protectedAppLockerFiles', 'exemptAppLockerFiles'],
  },
}

/** Whether an object of app management exists: apps that a configuration names have to. */
export function requireApps(tenant: Tenant, ids: unknown): void {
  const apps = tenant.collections.get('/deviceAppManagement/mobileApps')
  for (const id of Array.isArray(ids) ? ids : []) {
    if (!apps?.has(String(id)))
      throw new ODataError(400, 'BadRequest', intuneMessage(`App ${String(id)} does not exist.`))
  }
}
