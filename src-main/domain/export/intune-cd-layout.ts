import { isObject, objects, strings, text, without, type Json } from '../json.ts'
import { groups } from '../policy-types/entra/groups.ts'
import { isShell } from './git-layout.ts'
import { jsonText, safeName, type ExportedPolicy, type ExportFile, type Layout, type Place } from './layout.ts'
import { scriptsOf } from './scripts-of.ts'

/** Folders of IntuneCD by the type of TenantAtlas. Types that it doesn't know have the name of their collection. */
const folders: Readonly<Record<string, string>> = {
  mobileAppConfigurations: 'App Configuration',
  targetedManagedAppConfigurations: 'App Configuration',
  androidManagedAppProtections: 'App Protection',
  iosManagedAppProtections: 'App Protection',
  windowsManagedAppProtections: 'App Protection',
  mdmWindowsInformationProtectionPolicies: 'App Protection',
  deviceCompliancePolicies: 'Compliance Policies/Policies',
  compliancePolicies: 'Compliance Policies/Policies',
  deviceComplianceScripts: 'Compliance Policies/Scripts',
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

/** The last part of a type of Graph, such as `windows10CustomConfiguration`. */
const kindOf = (document: Json): string => text(document['@odata.type']).split('.').at(-1) ?? ''

function folderOf({ type, document }: Pick<ExportedPolicy, 'type' | 'document'>): string {
  if (type.key === 'mobileApps') {
    const kind = kindOf(document)
    return `Applications/${appFolders.find(([test]) => test.test(kind))?.[1] ?? 'Other'}`
  }
  if (type.key === 'intents') {
    const template = isObject(document['template']) ? text(document['template']['displayName']) : ''
    return template === '' ? 'Management Intents' : `Management Intents/${safeName(template)}`
  }
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
      ...without(document, ['id', ...leftOutByIntuneCd]),
      ...(Array.isArray(document['assignments'])
        ? { assignments: objects(document['assignments']).map((assignment) => namedAssignment(policy, assignment)) }
        : {}),
      ...(type.scopeTagProperty && Array.isArray(document[type.scopeTagProperty])
        ? { [type.scopeTagProperty]: strings(document[type.scopeTagProperty]).map((id) => tagName(policy, id)) }
        : {}),
    }
    return [{ path: `${place.folder}/${place.base}.json`, content: jsonText(content, 5) }, ...scripts]
  },
}

const tagName = ({ nameOf }: ExportedPolicy, id: string): string =>
  id === '0' ? 'Default' : (nameOf('roleScopeTags', id) ?? id)

function namedAssignment(policy: ExportedPolicy, assignment: Json): Json {
  const rest = without(assignment, ['id', 'source', 'sourceId'])
  return isObject(assignment['target']) ? { ...rest, target: namedTarget(policy, assignment['target']) } : rest
}

function namedTarget({ nameOf, groupOf }: ExportedPolicy, target: Json): Json {
  const filter = text(target['deviceAndAppManagementAssignmentFilterId'])
  const withFilter =
    filter === ''
      ? target
      : { ...target, deviceAndAppManagementAssignmentFilterId: nameOf('assignmentFilters', filter) ?? filter }
  const id = text(target['groupId'])
  const name = id === '' ? undefined : nameOf(groups.key, id)
  // Without a name, the ID is all that says which group is meant.
  if (name === undefined) return withFilter
  const rule = text(groupOf(id)?.['membershipRule'])
  return {
    ...without(withFilter, ['groupId']),
    groupName: name,
    groupType: rule === '' ? 'StaticMembership' : 'DynamicMembership',
    ...(rule === '' ? {} : { membershipRule: rule }),
  }
}

/** Scripts beside the object. The object keeps them too, as IntuneCD's own backups do. */
function scriptFiles(policy: ExportedPolicy, { folder }: Place): ExportFile[] {
  const { document, name } = policy
  const own = text(document['fileName']).replace(/\.[^.]*$/, '') || name
  const end = `__${safeName(policy.externalId)}`
  return scriptsOf(document, isShell(policy)).map(({ property, extension, bytes }) => {
    const base = property === 'scriptContent' ? own : `${name}_${property.replace('Content', '')}`
    return { path: `${folder}/Script Data/${named(base, end)}.${extension}`, content: bytes }
  })
}

/** A file name takes 255 bytes, with an extension. */
const mostBytes = 245

/** A name with what must stay at its end. */
const named = (name: string, end: string): string => `${safeName(name, mostBytes - Buffer.byteLength(end))}${end}`
