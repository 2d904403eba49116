import { isObject, objects, pick, strings, text, without, type Json } from '../json.ts'
import { groups } from '../policy-types/entra/groups.ts'
import type { PolicyType } from '../policy-types/policy-type.ts'
import { isShell } from './git-layout.ts'
import { withIntuneCdNames } from './intune-cd-names.ts'
import { jsonText, safeName, type ExportedPolicy, type ExportFile, type Layout, type Place } from './layout.ts'
import { scriptsOf } from './scripts-of.ts'

/** Folders of IntuneCD by the type of TenantAtlas. Types that it doesn't know have the name of their collection. */
const folders: Readonly<Record<string, string>> = {
  mobileAppConfigurations: 'App Configuration',
  targetedManagedAppConfigurations: 'App Protection',
  androidManagedAppProtections: 'App Protection',
  iosManagedAppProtections: 'App Protection',
  windowsManagedAppProtections: 'App Protection',
  mdmWindowsInformationProtectionPolicies: 'App Protection',
  windowsInformationProtectionPolicies: 'App Protection',
  deviceCompliancePolicies: 'Compliance Policies/Policies',
  compliancePolicies: 'Compliance Policies/Policies',
  deviceComplianceScripts: 'Compliance Policies/Scripts',
  reusablePolicySettings: 'Compliance Policies/Scripts',
  notificationMessageTemplates: 'Compliance Policies/Message Templates',
  conditionalAccessPolicies: 'Conditional Access',
  deviceCustomAttributeShellScripts: 'Custom Attributes',
  deviceCategories: 'Device Categories',
  deviceConfigurations: 'Device Configurations',
  windowsUpdateRings: 'Device Configurations',
  windowsDriverUpdateProfiles: 'Driver Updates',
  windowsFeatureUpdateProfiles: 'Feature Updates',
  windowsQualityUpdateProfiles: 'Quality Updates',
  deviceEnrollmentConfigurations: 'Enrollment Configurations',
  depEnrollmentProfiles: 'Enrollment Profiles/Apple',
  windowsAutopilotDeploymentProfiles: 'Enrollment Profiles/Windows',
  assignmentFilters: 'Filters',
  groupPolicyConfigurations: 'Group Policy Configurations',
  deviceHealthScripts: 'Proactive Remediations',
  roleDefinitions: 'Roles',
  roleScopeTags: 'Scope Tags',
  deviceManagementScripts: 'Scripts/Powershell',
  deviceShellScripts: 'Scripts/Shell',
  configurationPolicies: 'Settings Catalog',
}

/** The folder for what IntuneCD doesn't take. An import puts it back. */
export const apartFolder = 'TenantAtlas'

const appFolders: readonly (readonly [RegExp, string])[] = [
  [/^(ios|managedIOS)/i, 'iOS'],
  [/^macOSOfficeSuiteApp|^officeSuiteApp/i, 'Office Suite'],
  [/^macOS/i, 'macOS'],
  [/^(android|managedAndroid)/i, 'Android'],
  [/^webApp/i, 'Web App'],
  [/^(win|windows|microsoftStore)/i, 'Windows'],
]

/** What IntuneCD leaves out of each object, besides its ID: Graph refuses some of it when an object is created. */
export const leftOutByIntuneCd: readonly string[] = [
  'createdDateTime',
  'lastModifiedDateTime',
  'modifiedDateTime',
  'version',
  '@odata.context',
  'supportsScopeTags',
  'settingCount',
  'creationSource',
  'isAssigned',
]

/** What IntuneCD's restore reads although it is no property that Graph takes with the others. */
const readByIntuneCd: readonly string[] = [
  'id',
  'assignments',
  'definitionValues',
  'deviceEnrollmentConfigurationType',
  'deviceHealthScriptType',
  'isDefault',
  'localizedNotificationMessages',
  'platformType',
  'policyConfigurationIngestionType',
  'priority',
  'scheduledActionsForRule',
  'settings',
  'templateId',
]

/**
 * Properties of a type that go into a file of their own, because IntuneCD's restore sends all that is in its file, and
 * Graph refuses these.
 */
const apartOf = ({ key, write }: PolicyType): readonly string[] =>
  key in folders
    ? write.readOnly.filter((property) => !readByIntuneCd.includes(property) && !leftOutByIntuneCd.includes(property))
    : []

/** The last part of a type of Graph, such as `windows10CustomConfiguration`. */
const kindOf = (document: Json): string => text(document['@odata.type']).split('.').at(-1) ?? ''

function folderOf({ type, document }: Pick<ExportedPolicy, 'type' | 'document'>): string {
  if (type.key === 'mobileApps') {
    const kind = kindOf(document)
    return `Applications/${appFolders.find(([test]) => test.test(kind))?.[1] ?? 'Other'}`
  }
  if (type.key === 'intents') {
    const template = isObject(document['template']) ? text(document['template']['displayName']) : ''
    // IntuneCD looks one folder below only.
    return `Management Intents/${safeName(template || 'Other')}`
  }
  if (kindOf(document) === 'windows10EnrollmentCompletionPageConfiguration') return 'Enrollment Profiles/Windows/ESP'
  return folders[type.key] ?? type.key
}

function suffixOf({ type, document }: Pick<ExportedPolicy, 'type' | 'document'>): string {
  const kind =
    type.key === 'configurationPolicies' ? text(document['technologies']).split(',').at(-1)! : kindOf(document)
  return kind === '' ? '' : `_${safeName(kind)}`
}

/**
 * The backup of IntuneCD with `--append-id`: IDs are only in the file names, groups, filters and scope tags have names
 * instead, and scripts have a folder of their own. Its restore finds objects by their names.
 */
export const intuneCdLayout: Layout = {
  hasIds: true,
  placeOf(policy) {
    const end = `${suffixOf(policy)}__${safeName(policy.externalId)}`
    return { folder: folderOf(policy), base: named(policy.name || policy.externalId, end) }
  },
  filesOf(policy, place) {
    const { document, type } = policy
    const scripts = scriptFiles(policy, place)
    const content: Json = {
      // Where a type has one kind only, Graph doesn't name it.
      '@odata.type': `#microsoft.graph.${type.rootType}`,
      ...without(withIntuneCdNames(policy, document), ['id', ...leftOutByIntuneCd, ...apartOf(type)]),
      ...(Array.isArray(document['assignments'])
        ? { assignments: objects(document['assignments']).map((assignment) => namedAssignment(policy, assignment)) }
        : {}),
      ...(type.scopeTagProperty && Array.isArray(document[type.scopeTagProperty])
        ? { [type.scopeTagProperty]: strings(document[type.scopeTagProperty]).map((id) => tagName(policy, id)) }
        : {}),
    }
    const path = `${place.folder}/${place.base}.json`
    const apart = pick(document, apartOf(type))
    return [
      { path, content: jsonText(withoutAuditRules(content), 5) },
      ...(Object.keys(apart).length === 0 ? [] : [{ path: `${apartFolder}/${path}`, content: jsonText(apart, 5) }]),
      ...scripts,
    ]
  },
}

/** Intune adds an empty `auditRuleInformation` to each setting, and refuses it in a write (G-52). */
const withoutAuditRules = (content: Json): unknown =>
  JSON.parse(
    JSON.stringify(content, (key, value: unknown) =>
      key === 'auditRuleInformation' && value === null ? undefined : value,
    ),
  )

const tagName = ({ nameOf }: ExportedPolicy, id: string): string =>
  id === '0' ? 'Default' : (nameOf('roleScopeTags', id) ?? id)

function namedAssignment(policy: ExportedPolicy, assignment: Json): Json {
  const rest = without(assignment, ['id', 'source', 'sourceId'])
  return isObject(assignment['target']) ? { ...rest, target: namedTarget(policy, assignment['target']) } : rest
}

function namedTarget({ nameOf, relatedOf }: ExportedPolicy, target: Json): Json {
  const filter = text(target['deviceAndAppManagementAssignmentFilterId'])
  const withFilter =
    filter === ''
      ? target
      : { ...target, deviceAndAppManagementAssignmentFilterId: nameOf('assignmentFilters', filter) ?? filter }
  const id = text(target['groupId'])
  const name = id === '' ? undefined : nameOf(groups.key, id)
  // Without a name, the ID is all that says which group is meant.
  if (name === undefined) return withFilter
  const rule = relatedOf(groups.key, id)?.membershipRule ?? ''
  return {
    ...without(withFilter, ['groupId']),
    groupName: name,
    groupType: rule === '' ? 'StaticMembership' : 'DynamicMembership',
    ...(rule === '' ? {} : { membershipRule: rule }),
  }
}

const remediation = ['detectionScriptContent', 'remediationScriptContent']

/** Scripts beside the object. The object keeps them too, as IntuneCD's own backups do. */
function scriptFiles(policy: ExportedPolicy, { folder }: Place): ExportFile[] {
  const { document, name, type } = policy
  const own = text(document['fileName']).replace(/\.[^.]*$/, '') || name
  const end = `__${safeName(policy.externalId)}`
  const scripts = scriptsOf(document, isShell(policy))
  // IntuneCD sends neither script of a remediation if one of its two files is missing.
  const missing =
    scripts.length === 1 && scripts[0]!.property !== 'scriptContent' && type.key === 'deviceHealthScripts'
      ? remediation.filter((property) => property !== scripts[0]!.property)
      : []
  const all = [...scripts, ...missing.map((property) => ({ ...scripts[0]!, property, bytes: new Uint8Array() }))]
  return all.map(({ property, extension, bytes }) => {
    const base = property === 'scriptContent' ? own : `${name}_${property.replace('Content', '')}`
    return { path: `${folder}/Script Data/${named(base, end)}.${extension}`, content: bytes }
  })
}

/** A file name takes 255 bytes, with an extension. */
const mostBytes = 245

/** A name with what must stay at its end. */
const named = (name: string, end: string): string => `${safeName(name, mostBytes - Buffer.byteLength(end))}${end}`
