import { enrollmentTimeActions, enrollmentTimeProperty } from '../actions/enrollment-time-groups.ts'
import { intuneMessage, ODataError } from '../errors.ts'
import { updateDefinitionValues } from '../actions/definition-values.ts'
import { isObject, objects, text, type Json } from '../json.ts'
import { collection, type Tenant } from '../tenant.ts'
import type { Behaviour } from './behaviour.ts'

const declaredValues = ['choiceSettingValue', 'choiceSettingCollectionValue', 'groupSettingCollectionValue']
const valuesOf = (value: unknown): readonly Json[] => (isObject(value) ? [value] : objects(value))

/** The service answers a property that no published metadata has (G-52). */
function addAuditRules(value: unknown): void {
  if (Array.isArray(value)) for (const entry of value) addAuditRules(entry)
  else if (isObject(value)) {
    for (const entry of Object.values(value)) addAuditRules(entry)
    if ('settingDefinitionId' in value) value['auditRuleInformation'] ??= null
    // A value whose type follows from its property comes back without it (G-64).
    for (const name of declaredValues) for (const entry of valuesOf(value[name])) delete entry['@odata.type']
  }
}

/** A template reference as the service completes it; plain settings catalog has an empty id (G-65). */
function templateReference(tenant: Tenant, reference: unknown): Json {
  const given = isObject(reference) ? reference : {}
  const id = text(given['templateId'])
  return {
    templateFamily: 'none',
    templateDisplayName: null,
    templateDisplayVersion: null,
    ...given,
    ...tenant.templates[id],
    templateId: id,
  }
}

/** Ids of template settings are compared byte for byte: a GUID in capitals is another one (G-66). */
function checkTemplateIds(value: unknown): void {
  if (Array.isArray(value)) for (const entry of value) checkTemplateIds(entry)
  else if (isObject(value)) {
    for (const [key, entry] of Object.entries(value)) {
      if (/^setting(Instance|Value)TemplateId$/.test(key) && typeof entry === 'string' && entry !== entry.toLowerCase())
        throw new ODataError(400, 'BadRequest', intuneMessage(`Invalid Reference id ${entry}`))
      checkTemplateIds(entry)
    }
  }
}

/** A setting may point at a reusable setting that exists. */
function checkReferences(tenant: Tenant, value: unknown): void {
  if (Array.isArray(value)) for (const entry of value) checkReferences(tenant, entry)
  else if (isObject(value)) {
    if (
      text(value['@odata.type']).endsWith('ReferenceSettingValue') &&
      !collection(tenant, '/deviceManagement/reusablePolicySettings').has(text(value['value']))
    ) {
      throw new ODataError(
        400,
        'BadRequest',
        intuneMessage(`The reusable setting ${text(value['value'])} does not exist.`),
      )
    }
    for (const entry of Object.values(value)) checkReferences(tenant, entry)
  }
}

function check(tenant: Tenant, body: Json): void {
  checkTemplateIds(body['settings'])
  checkReferences(tenant, body['settings'])
}

/** An Apple enrollment policy belongs to the token that its source names (G-222). */
function linkToToken(tenant: Tenant, item: Json, body: Json): void {
  const source = text(body['creationSource'])
  if (!source.startsWith('DepTokenId_')) return
  if (!collection(tenant, '/deviceManagement/depOnboardingSettings').has(source.slice('DepTokenId_'.length)))
    throw new ODataError(400, 'BadRequest', intuneMessage('The enrollment program token does not exist.'))
  item['creationSource'] = source
}

const usesOf = (tenant: Tenant, id: string): number =>
  ['/deviceManagement/configurationPolicies', '/deviceManagement/compliancePolicies']
    .flatMap((path) => [...collection(tenant, path).values()])
    .filter((policy) => JSON.stringify(policy['settings'] ?? []).includes(id)).length

/** What the settings catalog says of an object that is not there (G-44). */
const badRequest = { status: 400, code: 'ResourceNotFound' } as const

export const catalog: Readonly<Record<string, Behaviour>> = {
  '/deviceManagement/configurationPolicies': {
    missing: badRequest,
    mostInPage: 25,
    inline: ['settings'],
    complete(tenant, item) {
      item['templateReference'] = templateReference(tenant, item['templateReference'])
      addAuditRules(item['settings'])
    },
    checkCreate(tenant, body) {
      check(tenant, body)
      // Only an Apple enrollment policy says where it comes from (G-222).
      if ('creationSource' in body && !text(body['creationSource']).startsWith('DepTokenId_'))
        throw new ODataError(400, 'BadRequest', intuneMessage("The property 'creationSource' cannot be set."))
    },
    created: linkToToken,
    actions: enrollmentTimeActions,
    writeOnly: [enrollmentTimeProperty],
    checkUpdate: (tenant, _item, body) => check(tenant, body),
    expandsEmpty: (_item, name, isList) => name === 'assignments' && !isList,
  },
  '/deviceManagement/reusablePolicySettings': {
    missing: badRequest,
    onlySelected: ['settingInstance'],
    noPatch: true,
    complete: (tenant, item) => void (item['referencingConfigurationPolicyCount'] = usesOf(tenant, text(item['id']))),
    checkDelete(tenant, item) {
      if (usesOf(tenant, text(item['id'])) > 0)
        throw new ODataError(
          400,
          'BadRequest',
          intuneMessage('The reusable setting is used by a policy and cannot be deleted.'),
        )
    },
  },
  '/deviceManagement/groupPolicyConfigurations': {
    expandsEmpty: (_item, name) => name === 'definitionValues',
    postable: ['definitionValues'],
    // G-257
    ignoredOnCreate: ['definitionValues', 'policyConfigurationIngestionType'],
    actions: { updateDefinitionValues: { status: 204, run: updateDefinitionValues } },
  },
  '/deviceManagement/groupPolicyUploadedDefinitionFiles': { writeOnly: ['content'] },
  '/deviceManagement/deviceConfigurations': {
    actions: {
      windowsPrivacyAccessControls: {
        status: 204,
        run: (_tenant, item, body) =>
          void (item['privacyAccessControls'] = objects(body['windowsPrivacyAccessControls'])),
      },
    },
    checkCreate: refusePrivacy,
    checkUpdate: (tenant, _item, body) => refusePrivacy(tenant, body),
    created: unpausedRing,
    updated: pauseRing,
    // A rollback is started by an action of its own; pauses are dates of the service (G-76).
    refusedOnUpdate: [
      'featureUpdatesPauseStartDate',
      'qualityUpdatesPauseStartDate',
      'featureUpdatesWillBeRolledBack',
      'qualityUpdatesWillBeRolledBack',
    ],
  },
}

/** A new ring says that nothing is paused, whether or not it was asked (G-254). */
function unpausedRing(_tenant: Tenant, item: Json): void {
  if (item['@odata.type'] !== '#microsoft.graph.windowsUpdateForBusinessConfiguration') return
  for (const what of ['qualityUpdatesPaused', 'featureUpdatesPaused']) item[what] ??= false
}

/** A pause lasts 35 days from when it was set (G-254). */
function pauseRing(_tenant: Tenant, item: Json, body: Json): void {
  const now = Date.now()
  for (const what of ['qualityUpdates', 'featureUpdates']) {
    if (body[`${what}Paused`] !== true) continue
    item[`${what}PauseStartDate`] = new Date(now).toISOString().slice(0, 10)
    item[`${what}PauseExpiryDateTime`] = new Date(now + 35 * 86_400_000).toISOString()
  }
}

function refusePrivacy(_tenant: Tenant, body: Json): void {
  if (body['privacyAccessControls'] !== undefined)
    throw new ODataError(
      400,
      'BadRequest',
      intuneMessage('privacyAccessControls is set by windowsPrivacyAccessControls.'),
    )
}
