import { intuneMessage, ODataError } from '../errors.ts'
import { isObject, objects, text, type Json } from '../json.ts'
import { collection, type Tenant } from '../tenant.ts'
import type { Behaviour } from './behaviour.ts'

const images = ['themeColorLogo', 'lightBackgroundLogo', 'landingPageCustomizedImage']

/** Roles that every tenant has, with the same ids; what each allows is a part of the real ones. */
const roles: readonly (readonly [id: string, name: string, operations: readonly string[]])[] = [
  [
    '0bd113fe-6be5-400c-a28f-ae5553f9c0be',
    'Policy and Profile manager',
    [
      'DeviceConfigurations_Read',
      'DeviceConfigurations_Create',
      'DeviceConfigurations_Update',
      'DeviceConfigurations_Assign',
      'DeviceCompliancePolices_Read',
    ],
  ],
  ['9e0cc482-82df-4ab2-a24c-0c23a3f52e1e', 'Help Desk Operator', ['ManagedDevices_Read', 'RemoteTasks_RebootNow']],
  [
    'fa1d7878-e8cb-41a1-8254-0142355c9e84',
    'Read Only Operator',
    ['DeviceConfigurations_Read', 'MobileApps_Read', 'ManagedDevices_Read'],
  ],
  [
    'c1d9fcbb-cba5-40b0-bf6b-527006585f4b',
    'Application Manager',
    ['MobileApps_Read', 'MobileApps_Create', 'MobileApps_Update', 'MobileApps_Assign'],
  ],
]

const permissions = (operations: readonly string[]): Json[] => [
  { actions: operations, resourceActions: [{ allowedResourceActions: operations, notAllowedResourceActions: [] }] },
]

const strengths: readonly (readonly [id: string, name: string, combinations: readonly string[]])[] = [
  [
    '00000000-0000-0000-0000-000000000002',
    'Multifactor authentication',
    ['windowsHelloForBusiness', 'fido2', 'password,microsoftAuthenticatorPush'],
  ],
  [
    '00000000-0000-0000-0000-000000000004',
    'Phishing-resistant MFA',
    ['windowsHelloForBusiness', 'fido2', 'x509CertificateMultiFactor'],
  ],
]

/** Scope tags, roles, branding and Entra's policies. */
export const administration: Readonly<Record<string, Behaviour>> = {
  '/deviceManagement/notificationMessageTemplates': {
    // Old notes say so, and other tools send one and succeed (G-188): in doubt, it is refused.
    checkCreate(tenant, body) {
      if (tenant.doubt && 'description' in body)
        throw new ODataError(400, 'BadRequest', intuneMessage("The property 'description' cannot be set."))
    },
  },
  '/deviceManagement/roleScopeTags': {
    builtIn: () => [{ id: '0', displayName: 'Default', description: '', isBuiltIn: true }],
    created: (_tenant, item) => void (item['isBuiltIn'] = false),
    expandsEmpty: (_item, name) => name === 'assignments',
    checkDelete: refuseBuiltIn,
  },
  '/deviceManagement/roleDefinitions': {
    builtIn: () =>
      roles.map(([id, displayName, operations]) => {
        const all = operations.map((operation) => `Microsoft.Intune_${operation}`)
        return {
          id,
          displayName,
          description: null,
          isBuiltIn: true,
          isBuiltInRoleDefinition: true,
          permissions: permissions(all),
          rolePermissions: permissions(all),
          roleScopeTagIds: ['0'],
        }
      }),
    complete(_tenant, item) {
      item['isBuiltIn'] ??= false
      item['isBuiltInRoleDefinition'] = item['isBuiltIn']
      // The two names always have the same value.
      item['permissions'] = item['rolePermissions'] ?? item['permissions'] ?? []
      item['rolePermissions'] = item['permissions']
    },
    checkUpdate: (_tenant, item) => refuseBuiltIn(_tenant, item),
    checkDelete: refuseBuiltIn,
  },
  '/deviceManagement/roleAssignments': {
    notInLists: ['members', 'resourceScopes', 'scopeMembers'],
    checkCreate(_tenant, body) {
      if (!text(body['roleDefinition@odata.bind']))
        throw new ODataError(400, 'BadRequest', intuneMessage('A role assignment needs a role.'))
    },
    complete(tenant, item) {
      item['scopeMembers'] = item['resourceScopes'] ?? []
      const role = isObject(item['roleDefinition'])
        ? collection(tenant, '/deviceManagement/roleDefinitions').get(text(item['roleDefinition']['id']))
        : undefined
      if (role) item['roleDefinition'] = role
      item['roleScopeTags'] = objects(item['roleScopeTags']).map(
        (tag) => collection(tenant, '/deviceManagement/roleScopeTags').get(text(tag['id'])) ?? tag,
      )
    },
  },
  '/deviceManagement/intuneBrandingProfiles': {
    builtIn: (tenant) => [
      {
        id: `${tenant.id.slice(0, 8)}-0000-4000-8000-00000000b2a0`,
        profileName: 'Default',
        profileDescription: 'The default profile',
        isDefaultProfile: true,
        displayName: tenant.name,
        showLogo: false,
        showDisplayNameNextToLogo: true,
        themeColor: { r: 0, g: 114, b: 198 },
        createdDateTime: '0001-01-01T00:00:00Z',
        lastModifiedDateTime: '0001-01-01T00:00:00Z',
        roleScopeTagIds: ['0'],
        assignments: [],
        themeColorLogo: null,
        lightBackgroundLogo: null,
        landingPageCustomizedImage: null,
        contactITName: '',
        contactITEmailAddress: '',
        contactITPhoneNumber: '',
        contactITNotes: '',
        onlineSupportSiteName: '',
        onlineSupportSiteUrl: '',
        privacyUrl: '',
        companyPortalBlockedActions: [],
        enrollmentAvailability: 'availableWithPrompts',
      },
    ],
    takenOnCreate: ['profileName', 'profileDescription', 'roleScopeTagIds'],
    complete(_tenant, item) {
      item['isDefaultProfile'] ??= false
      for (const name of images) item[name] ??= null
    },
    refusedOnUpdate: ['disableClientTelemetry', 'isDefaultProfile', 'customPrivacyMessage'],
    checkUpdate(_tenant, item, body) {
      if (item['isDefaultProfile'] === true && ('profileName' in body || 'profileDescription' in body))
        throw new ODataError(
          400,
          'BadRequest',
          intuneMessage('Name and description of the default profile cannot be changed.'),
        )
    },
    checkDelete(_tenant, item) {
      if (item['isDefaultProfile'] === true)
        throw new ODataError(400, 'BadRequest', intuneMessage('The default profile cannot be deleted.'))
    },
  },
  '/identity/conditionalAccess/policies': {
    checkCreate: checkConditionalAccess,
    checkUpdate: (tenant, _item, body) => checkConditionalAccess(tenant, body),
  },
  '/identity/conditionalAccess/namedLocations': {
    checkCreate(_tenant, body) {
      if (!/\.(ip|country)NamedLocation$/.test(text(body['@odata.type'])))
        throw new ODataError(400, 'BadRequest', 'Only IP and country locations can be created.')
    },
  },
  '/policies/authenticationStrengthPolicies': {
    builtIn: () =>
      strengths.map(([id, displayName, allowedCombinations]) => ({
        id,
        displayName,
        description: null,
        policyType: 'builtIn',
        requirementsSatisfied: 'mfa',
        allowedCombinations,
        createdDateTime: '2021-12-01T00:00:00Z',
        modifiedDateTime: '2021-12-01T00:00:00Z',
      })),
    complete(_tenant, item) {
      item['policyType'] ??= 'custom'
      item['requirementsSatisfied'] ??= 'mfa'
    },
    checkUpdate(_tenant, item) {
      if (item['policyType'] === 'builtIn')
        throw new ODataError(400, 'BadRequest', 'A built-in strength cannot be changed.')
    },
    refusedOnUpdate: ['allowedCombinations'],
    actions: {
      updateAllowedCombinations: {
        status: 200,
        run: (_tenant, item, body) => void (item['allowedCombinations'] = body['allowedCombinations']),
      },
    },
  },
}

function refuseBuiltIn(_tenant: Tenant, item: Json): void {
  if (item['isBuiltIn'] === true)
    throw new ODataError(400, 'BadRequest', intuneMessage('Built-in objects cannot be changed or deleted.'))
}

/** What Entra refuses in a conditional access policy (G-191). */
function checkConditionalAccess(tenant: Tenant, body: Json): void {
  const conditions = isObject(body['conditions']) ? body['conditions'] : undefined
  if (conditions && 'deviceStates' in conditions)
    throw new ODataError(400, 'BadRequest', '1054: Policy contains deprecated deviceStates.')
  const session = isObject(body['sessionControls']) ? body['sessionControls'] : undefined
  if (session?.['disableResilienceDefaults'] === false)
    throw new ODataError(400, 'BadRequest', '1117: disableResilienceDefaults must be null or true.')
  const users = conditions && isObject(conditions['users']) ? conditions['users'] : undefined
  if (
    users &&
    !['includeUsers', 'includeGroups', 'includeRoles'].some(
      (name) => Array.isArray(users[name]) && users[name].length > 0,
    ) &&
    !isObject(users['includeGuestsOrExternalUsers'])
  ) {
    throw new ODataError(400, 'BadRequest', '1011: Policy has no users included.')
  }
  const grant = isObject(body['grantControls']) ? body['grantControls'] : undefined
  const strength = grant && isObject(grant['authenticationStrength']) ? grant['authenticationStrength'] : undefined
  if (strength) {
    if (Object.keys(strength).some((key) => key !== 'id' && !key.includes('@')))
      throw new ODataError(400, 'BadRequest', '1123: Send only the id of the authentication strength.')
    if (grant!['operator'] !== 'AND' && grant!['operator'] !== undefined)
      throw new ODataError(400, 'BadRequest', '1124: With an authentication strength the operator must be AND.')
    if (!collection(tenant, '/policies/authenticationStrengthPolicies').has(text(strength['id'])))
      throw new ODataError(400, 'BadRequest', '1125: The authentication strength does not exist.')
  }
}
