import { isObject, objects, text, type Json } from './json.ts'
import { recordEvent } from './audit-events.ts'
import type { Call } from './call.ts'
import { answer } from './routes.ts'
import { collection, type Tenant } from './tenant.ts'

const origin = 'http://simulated'
const administrator = 'grace@simulated.example'

/**
 * Changes something as this person would in the portal.
 *
 * @param path below the version, such as `/deviceManagement/deviceCompliancePolicies/{id}`
 * @throws ODataError for what the service refuses
 */
export function changeAs(tenant: Tenant, actor: string, method: string, path: string, body?: Json): void {
  const call: Call = { method, url: new URL(`${origin}/beta${path}`), body }
  recordEvent(tenant, call, actor, answer(tenant, call).body)
}

/**
 * Changes policies as an administrator in the portal would: a setting of a settings catalog policy and a compliance
 * rule. Goes through the same routes as every client.
 *
 * @returns the names of the changed policies
 */
export function simulateAdminChange(tenant: Tenant): string[] {
  return [flipChoice(tenant), raiseCompliance(tenant)].filter((name) => name !== null)
}

/** Switches the first choice of a disk encryption policy (or of any other) to its other option. */
function flipChoice(tenant: Tenant): string | null {
  const path = '/deviceManagement/configurationPolicies'
  const policies = [...collection(tenant, path).values()]
  const policy =
    policies.find((entry) => /bitlocker/i.test(text(entry['name'])) && firstChoice(entry)) ??
    policies.find((entry) => firstChoice(entry))
  const choice = policy && firstChoice(policy)
  if (!policy || !choice) return null
  const value = text(choice['value'])
  choice['value'] = value.endsWith('_1') ? value.replace(/_1$/, '_0') : value.replace(/_0$/, '_1')
  const {
    id,
    isAssigned: _isAssigned,
    settingCount: _settingCount,
    createdDateTime: _created,
    lastModifiedDateTime: _modified,
    assignments: _assignments,
    ...body
  } = structuredClone(policy)
  const changed = writable({ ...body, description: 'Changed in the admin center' })
  changeAs(tenant, administrator, 'PUT', `${path}/${String(id)}`, changed)
  return text(policy['name'])
}

/** A body without what the service adds to its answers and does not take. */
const writable = (body: Json): Json =>
  JSON.parse(
    JSON.stringify(body, (key, value: unknown) => (key === 'auditRuleInformation' ? undefined : value)),
  ) as Json

function firstChoice(policy: Json): Json | undefined {
  for (const setting of objects(policy['settings'])) {
    const instance = setting['settingInstance']
    const choice = isObject(instance) ? instance['choiceSettingValue'] : undefined
    if (isObject(choice) && /_[01]$/.test(text(choice['value']))) return choice
  }
  return undefined
}

function raiseCompliance(tenant: Tenant): string | null {
  const path = '/deviceManagement/deviceCompliancePolicies'
  const policy = [...collection(tenant, path).values()].find(
    (entry) => typeof entry['passwordMinimumLength'] === 'number',
  )
  if (!policy) return null
  const length = Number(policy['passwordMinimumLength'])
  changeAs(tenant, administrator, 'PATCH', `${path}/${text(policy['id'])}`, {
    '@odata.type': policy['@odata.type'],
    passwordMinimumLength: length >= 14 ? 6 : length + 2,
  })
  return text(policy['displayName'])
}
