import { text, type Json } from '../../json.ts'
import type { AssignmentRules, CapturePart, PolicyType, ReferenceRule, RestoreRule } from '../policy-type.ts'

/** The type that scope tags are objects of, whatever property holds their ids. */
export const scopeTagKind = 'roleScopeTags'

/** The scope tag that every tenant has, by the same id (G-107). */
export const defaultScopeTag = { id: '0', displayName: 'Default', isBuiltIn: true } as const

/** Scope tags in a property of the object. */
export const scopeTagsIn = (property: NonNullable<PolicyType['scopeTagProperty']>): ReferenceRule => ({
  path: `${property}[]`,
  to: scopeTagKind,
  relation: 'scoped by',
  whenMissing: 'remove',
  fixed: [defaultScopeTag.id],
})

/** Scope tags in the usual property. */
export const scopeTagReference = scopeTagsIn('roleScopeTagIds')

/** Everything of an object can be restored. */
export const full: RestoreRule = { how: 'full' }

/** What most types have in common; each type overrides what differs. */
export const usual = {
  scopeTagProperty: 'roleScopeTagIds',
  foundation: false,
  volatile: [],
  unordered: ['roleScopeTagIds'],
  references: [scopeTagReference],
  settings: null,
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

/** Groups and exclusions only, without filters: the Windows update services and the retired ones. */
export const groupsOnly: AssignmentRules = { ...usualAssignments, targets: ['group', 'exclusionGroup'], filters: false }

/** The assignments of most types: any route may answer them. */
export const assignmentsPart: CapturePart = {
  property: 'assignments',
  path: 'assignments',
  routes: ['list', 'object', 'below'],
}

/** Assignments that no expand gives: it is refused, or answers an empty list (G-61). */
export const assignmentsBelow: CapturePart = { ...assignmentsPart, routes: ['below'] }

/** Assignments that have no path of their own (G-81). */
export const assignmentsExpanded: CapturePart = { ...assignmentsPart, routes: ['list', 'object'] }

/** `POST` and `DELETE` of single assignments: there is no action that replaces the set (G-126). */
export const oneByOne = { how: 'one-by-one', action: '', bodyKey: '', keep: [], filters: false } as const

/** `#microsoft.graph.iosCompliancePolicy` -> `iosCompliancePolicy`. */
export const shortType = (policy: Json): string => text(policy['@odata.type']).replace('#microsoft.graph.', '')
