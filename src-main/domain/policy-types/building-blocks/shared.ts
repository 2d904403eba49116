import { text, type Json } from '../../json.ts'
import type { AssignmentRules, Platform, PolicyType, ReferenceRule, RestoreRule } from '../policy-type.ts'

/** Scope tags in the usual property; `0` is Default in every tenant (types.json quirk). */
export const scopeTagReference: ReferenceRule = {
  path: 'roleScopeTagIds[]',
  to: 'roleScopeTags',
  whenMissing: 'remove',
  fixed: ['0'],
}

/** Everything of an object can be put back. */
export const full: RestoreRule = { how: 'full' }

/** What most types have in common; each says what is otherwise. */
export const usual = {
  scopeTagProperty: 'roleScopeTagIds',
  foundation: false,
  volatile: [],
  unordered: ['roleScopeTagIds'],
  references: [scopeTagReference],
  restore: full,
} as const satisfies Partial<PolicyType>

/** Properties that nearly every type returns and none takes. */
export const usualReadOnly = [
  'id',
  'createdDateTime',
  'lastModifiedDateTime',
  'version',
  'isAssigned',
  'supportsScopeTags',
  'assignments',
] as const

/** The `assign` action with `{ assignments: [...] }`, for groups and the virtual groups. */
export const usualAssignments: AssignmentRules = {
  how: 'assign',
  action: 'assign',
  bodyKey: 'assignments',
  keep: [],
  targets: ['group', 'exclusionGroup', 'allLicensedUsers', 'allDevices'],
  filters: true,
}

/** Intune's own ids of the two virtual groups, for types that take groups only (types.json, app protection). */
export const allUsersGroup = 'acacacac-9df4-4c7d-9d50-4ef0226f57a9'
export const allDevicesGroup = 'adadadad-808e-44e2-905a-0b7873a8a531'

/** Profiles that the settings of an app's assignment name (Graph docs: mobileAppAssignmentSettings). */
export const assignmentSettingNames = [
  'vpnConfigurationId',
  'contentFilterConfigurationId',
  'dnsProxyConfigurationId',
  'relayConfigurationId',
  'cellularSliceConfigurationId',
] as const

/** Groups and exclusions only, without filters: the Windows update services and the retired ones. */
export const groupsOnly: AssignmentRules = { ...usualAssignments, targets: ['group', 'exclusionGroup'], filters: false }

/** `POST` and `DELETE` of single assignments: there is no action that replaces the set (types.json). */
export const oneByOne = { how: 'one-by-one', action: '', bodyKey: '', keep: [], filters: false } as const

/** `#microsoft.graph.iosCompliancePolicy` -> `iosCompliancePolicy`. */
export const shortType = (policy: Json): string => text(policy['@odata.type']).replace('#microsoft.graph.', '')

/** The platform that a type name starts with. */
export function platformOfName(name: string): Platform {
  if (/^(win|sharedPC|editionUpgrade|office|microsoftStore)/i.test(name)) return 'Windows'
  if (/^(ios|iPad|managedIOS)/i.test(name)) return 'iOS/iPadOS'
  if (/^mac/i.test(name)) return 'macOS'
  if (/^tvos/i.test(name)) return 'tvOS'
  if (/^(android|aosp|managedAndroid)/i.test(name)) return 'Android'
  if (/^linux/i.test(name)) return 'Linux'
  return 'All platforms'
}
