import { isObject, objects, text, without, type Json } from '../json.ts'
import { groups } from '../policy-types/entra/groups.ts'
import { jsonText, safeName, type Layout, type Place } from './layout.ts'

/** Folders of IntuneManagement by the type of TenantAtlas, where they aren't its key in capitals. */
const folders: Readonly<Record<string, string>> = {
  deviceConfigurations: 'DeviceConfiguration',
  conditionalAccessPolicies: 'ConditionalAccess',
  agreements: 'TermsOfUse',
  intents: 'EndpointSecurity',
  deviceCompliancePolicies: 'CompliancePolicies',
  compliancePolicies: 'CompliancePoliciesV2',
  deviceComplianceScripts: 'ComplianceScripts',
  intuneBrandingProfiles: 'IntuneBranding',
  organizationalBranding: 'AzureBranding',
  deviceEnrollmentConfigurations: 'EnrollmentRestrictions',
  groupPolicyConfigurations: 'AdministrativeTemplates',
  deviceManagementScripts: 'PowerShellScripts',
  deviceShellScripts: 'MacScripts',
  deviceCustomAttributeShellScripts: 'MacCustomAttributes',
  targetedManagedAppConfigurations: 'AppConfigurationManagedApp',
  mobileAppConfigurations: 'AppConfigurationManagedDevice',
  androidManagedAppProtections: 'AppProtection',
  iosManagedAppProtections: 'AppProtection',
  windowsManagedAppProtections: 'AppProtection',
  mobileApps: 'Applications',
  windowsAutopilotDeploymentProfiles: 'AutoPilot',
  windowsUpdateRings: 'UpdatePolicies',
  windowsFeatureUpdateProfiles: 'FeatureUpdates',
  windowsQualityUpdateProfiles: 'QualityUpdates',
  windowsDriverUpdateProfiles: 'DriverUpdateProfiles',
  configurationPolicies: 'SettingsCatalog',
  roleScopeTags: 'ScopeTags',
  notificationMessageTemplates: 'Notifications',
  reusablePolicySettings: 'ReusableSettings',
  authenticationStrengthPolicies: 'AuthenticationStrengths',
  authenticationContextClassReferences: 'AuthenticationContext',
  provisioningPolicies: 'W365ProvisioningPolicies',
  userSettings: 'W365UserSettings',
}

const folderOf = (key: string): string => folders[key] ?? `${key.charAt(0).toUpperCase()}${key.slice(1)}`

/** IntuneManagement removes what a file name can't have, and the points at its end. */
const nameOf = (name: string): string =>
  // oxlint-disable-next-line no-control-regex
  safeName(name.replaceAll(/[\u0000-\u001F"<>|:*?\\/]/g, ''))

const fileOf = ({ folder, base }: Place, suffix = ''): string => `${folder}/${base}${suffix}.json`

/**
 * The export of IntuneManagement: the Graph object with its assignments, settings of intents and administrative templates
 * beside it, and `MigrationTable.json` with the names of groups. An import there finds groups by that table.
 */
export const intuneManagementLayout: Layout = {
  placeOf: ({ type, name, externalId }) => ({ folder: folderOf(type.key), base: nameOf(name || externalId) }),
  filesOf({ type, document }, place) {
    const whole = { '@odata.type': `#microsoft.graph.${type.rootType}`, ...document }
    if (type.key === 'intents')
      return [
        { path: fileOf(place), content: jsonText(whole, 4) },
        { path: fileOf(place, '_Settings'), content: jsonText({ settings: document['settings'] ?? [] }, 4) },
      ]
    if (type.key === 'groupPolicyConfigurations')
      return [
        { path: fileOf(place), content: jsonText(without(whole, ['definitionValues']), 4) },
        {
          path: fileOf(place, '_Settings'),
          content: jsonText(objects(document['definitionValues']).map(boundValue), 4),
        },
      ]
    return [{ path: fileOf(place), content: jsonText(whole, 4) }]
  },
  filesOfAll: ({ tenantId, tenantName, names }) => [
    {
      path: 'MigrationTable.json',
      content: jsonText(
        {
          TenantId: tenantId,
          Organization: tenantName,
          Objects: [...names]
            .filter(([key]) => key.startsWith(`${groups.key}/`))
            .map(([key, name]) => ({ Id: key.slice(groups.key.length + 1), DisplayName: name, Type: 'Group' }))
            .toSorted((left, right) => (left.Id < right.Id ? -1 : 1)),
        },
        4,
      ),
    },
  ],
}

const graph = 'https://graph.microsoft.com/beta/deviceManagement/groupPolicyDefinitions'

/** A definition value bound by address, with what IntuneManagement writes to describe it. */
function boundValue(value: Json): Json {
  const definition = isObject(value['definition']) ? value['definition'] : {}
  const address = `${graph}('${text(definition['id'])}')`
  return {
    ...without(value, ['definition', 'presentationValues']),
    'definition@odata.bind': address,
    '#Definition_Id': definition['id'],
    '#Definition_displayName': definition['displayName'],
    '#Definition_classType': definition['classType'],
    '#Definition_categoryPath': definition['categoryPath'],
    presentationValues: objects(value['presentationValues']).map((presentation) => {
      const described = isObject(presentation['presentation']) ? presentation['presentation'] : {}
      return {
        ...without(presentation, ['presentation']),
        'presentation@odata.bind': `${address}/presentations('${text(described['id'])}')`,
        '#Presentation_Id': described['id'],
        '#Presentation_Label': described['label'],
      }
    }),
  }
}
