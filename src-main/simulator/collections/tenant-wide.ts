import { takeFiles } from '../branding-files.ts'
import { modelValidation, ODataError, intuneMessage } from '../errors.ts'
import { newId } from '../ids.ts'
import { objects, text, type Json } from '../json.ts'
import { collection, put, type Tenant } from '../tenant.ts'
import { validateBody } from '../validate.ts'
import type { Behaviour } from './behaviour.ts'

const store = '/deviceManagement/androidManagedStoreAccountEnterpriseSettings'
const identifiers = '/deviceManagement/importedDeviceIdentities'
const devices = '/deviceManagement/windowsAutopilotDeviceIdentities'

/** The Intune app has the same ID everywhere, and its row comes with it (G-239). */
const intuneRow = (displayName: string): Json => ({
  id: '0000000a-0000-0000-c000-000000000000',
  displayName,
  description: null,
  appliesTo: 'none',
  isValid: true,
  isMdmEnrollmentDuringRegistrationDisabled: false,
  complianceUrl: 'https://portal.manage.microsoft.com/?portalAction=Compliance',
  discoveryUrl: 'https://enrollment.manage.microsoft.com/enrollmentserver/discovery.svc',
  termsOfUseUrl: 'https://portal.manage.microsoft.com/TermsofUse.aspx',
  includedGroups: [],
})

/** Scope and addresses are refused in one request. */
function refuseBoth(body: Json): void {
  if ('appliesTo' in body && Object.keys(body).some((name) => name.endsWith('Url')))
    throw new ODataError(
      400,
      'Request_BadRequest',
      'Simultaneous patch requests on both the appliesTo and URL properties are currently not supported.',
    )
}

/** `importDeviceIdentityList`: known identifiers are changed if that is asked for. */
function importIdentifiers(tenant: Tenant, body: Json): Json {
  const isOverwriting = body['overwriteImportedDeviceIdentities'] === true
  const value = objects(body['importedDeviceIdentities']).map((entry): Json => {
    validateBody(tenant.contract, 'importedDeviceIdentity', entry)
    const identifier = text(entry['importedDeviceIdentifier'])
    if (identifier === '') throw modelValidation("The property 'importedDeviceIdentifier' is required.")
    const known = [...collection(tenant, identifiers).values()].find(
      (item) => item['importedDeviceIdentifier'] === identifier,
    )
    if (known && !isOverwriting) return { ...known, status: false }
    const item = known ?? {
      id: newId(tenant, identifiers),
      createdDateTime: tenant.now(),
      enrollmentState: 'notContacted',
      lastContactedDateTime: '0001-01-01T00:00:00Z',
    }
    Object.assign(item, entry, { lastModifiedDateTime: tenant.now() })
    put(tenant, identifiers, item)
    return { ...item, status: true }
  })
  return { value }
}

/** Settings of the whole tenant, connectors, and lists of devices. */
export const tenantWide: Readonly<Record<string, Behaviour>> = {
  '/policies/mobileDeviceManagementPolicies': {
    builtIn: () => [intuneRow('Microsoft Intune')],
    notCreatable: true,
    checkUpdate: (_tenant, _item, body) => refuseBoth(body),
  },
  '/policies/mobileAppManagementPolicies': {
    builtIn: () => [intuneRow('Microsoft Intune')],
    notCreatable: true,
    checkUpdate: (_tenant, _item, body) => refuseBoth(body),
  },
  '/deviceManagement/dataProcessorServiceForWindowsFeaturesOnboarding': { wrapsUpdates: 'value' },
  '/deviceManagement/mobileThreatDefenseConnectors': { notCreatable: true },
  '/deviceAppManagement/vppTokens': {
    checkCreate(_tenant, body) {
      if (!text(body['token'])) throw new ODataError(400, 'BadRequest', intuneMessage('The token is required.'))
    },
  },
  [store]: {
    refusedOnUpdate: ['androidDeviceOwnerFullyManagedEnrollmentEnabled', 'bindStatus', 'companyCodes'],
    actions: {
      setAndroidDeviceOwnerFullyManagedEnrollmentState: {
        status: 204,
        run: (_tenant, item, body) =>
          void (item['androidDeviceOwnerFullyManagedEnrollmentEnabled'] = body['enabled'] === true),
      },
    },
  },
  [identifiers]: {
    notCreatable: true,
    noPatch: true,
    collectionActions: { importDeviceIdentityList: importIdentifiers },
  },
  [devices]: {
    notCreatable: true,
    noPatch: true,
    actions: {
      updateDeviceProperties: {
        status: 200,
        run(_tenant, item, body) {
          const taken = ['groupTag', 'displayName', 'userPrincipalName', 'addressableUserName']
          for (const name of Object.keys(body))
            if (!taken.includes(name)) throw modelValidation(`The parameter '${name}' is not known.`)
          Object.assign(item, body)
        },
      },
    },
  },
  '/deviceManagement/inventoryPolicies': { inline: ['settings'] },
  '/identityGovernance/termsOfUse/agreements': { notCreatable: true },
  '/organization/{tenantId}/branding': { postable: ['localizations'], complete: takeFiles },
}
