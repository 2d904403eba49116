import { text, type Json } from '../json.ts'
import type { AssignmentRules, Platform, ReferenceRule } from './policy-type.ts'

/** Scope tags in the usual property; `0` is Default in every tenant (types.json quirk). */
export const scopeTagReference: ReferenceRule = { path: 'roleScopeTagIds[]', to: 'roleScopeTags', whenMissing: 'remove', fixed: ['0'] }

/** Properties that nearly every type returns and none takes. */
export const usualReadOnly = ['id', 'createdDateTime', 'lastModifiedDateTime', 'version', 'isAssigned', 'supportsScopeTags', 'assignments'] as const

/** The `assign` action with `{ assignments: [...] }`, for groups and the virtual groups. */
export const usualAssignments: AssignmentRules = {
  how: 'assign',
  bodyKey: 'assignments',
  keep: [],
  targets: ['group', 'exclusionGroup', 'allLicensedUsers', 'allDevices'],
  filters: true,
}

/** `#microsoft.graph.iosCompliancePolicy` -> `iosCompliancePolicy`. */
export const shortType = (policy: Json): string => text(policy['@odata.type']).replace('#microsoft.graph.', '')

/** The platform that a type name starts with. */
export function platformOfName(name: string): Platform {
  if (/^(win|sharedPC|editionUpgrade|office|microsoftStore)/i.test(name)) return 'Windows'
  if (/^(ios|iPad|managedIOS)/i.test(name)) return 'iOS/iPadOS'
  if (/^mac/i.test(name)) return 'macOS'
  if (/^(android|aosp|managedAndroid)/i.test(name)) return 'Android'
  if (/^linux/i.test(name)) return 'Linux'
  return 'All platforms'
}
