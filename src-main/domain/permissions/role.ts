import type { RoleAccess } from '#contract/model/run-shapes.ts'
import type { OnboardingStep } from '#contract/model/health.ts'
import { isObject, objects, strings, text, type Json } from '../json.ts'
import { words } from './words.ts'

/** An operation that the tenant's Intune can allow to a role (`deviceManagement/resourceOperations`, G-19). */
export interface ResourceOperation {
  /** E.g. `Microsoft.Intune_MobileApps_Read`. */
  readonly id: string
}

/** Resources whose configuration is captured and restored; devices, users and remote tasks are not touched. */
const resources =
  /^Microsoft\.Intune_(?:.*(?:Configuration|Compliance|MobileApp|ManagedApp|Script|Filter|Role|Enrollment|Autopilot|PolicySet|Terms|Baseline|EndpointProtection|SecurityTask|Organization|Customization|Notification|UpdatePolic|Audit|CorporateDeviceIdentifier).*)_(\w+)$/
const readActions = new Set(['Read', 'ViewReports'])
/** No deletion: an administrator removes by hand what a restore created. */
const writeActions = new Set(['Read', 'ViewReports', 'Create', 'Update', 'Assign', 'Relate'])

/** The allowed operations of a role, from those that the tenant offers. Role administration itself is only read. */
export function allowedOperations(offered: readonly ResourceOperation[], access: RoleAccess): string[] {
  const actions = access === 'read' ? readActions : writeActions
  return offered
    .map((operation) => operation.id)
    .filter((id) => {
      const action = resources.exec(id)?.[1]
      if (action === undefined) return false
      return /_Roles_|_Organization_|_Audit/.test(id) ? action === 'Read' : actions.has(action)
    })
    .toSorted()
}

/** Names in the tenant. Both are found again by their names, so that a second run changes nothing. */
export const { roleName } = words
export const assignmentName = (access: RoleAccess, group: string): string =>
  words.assignmentName(roleName(access), group)

/** What the tenant has already. */
export interface RoleState {
  readonly roles: readonly Json[]
  /** Read one by one: the listing leaves out members and role (G-109). */
  readonly assignments: readonly Json[]
  readonly offered: readonly ResourceOperation[]
}

export interface RolePlan {
  readonly steps: readonly OnboardingStep[]
  /** Body of the role, and its id where it exists. */
  readonly role: { readonly id: string | null; readonly body: Json; readonly write: boolean }
  readonly assignment: { readonly body: Json; readonly write: boolean }
}

/** Plans a least-privilege role and its assignment to a group. */
export function planRole(
  state: RoleState,
  access: RoleAccess,
  group: { readonly id: string; readonly name: string },
): RolePlan {
  const allowed = allowedOperations(state.offered, access)
  const existing = state.roles.find(
    (role) => text(role['displayName']) === roleName(access) && role['isBuiltIn'] !== true,
  )
  const held = existing
    ? objects(existing['rolePermissions']).flatMap((permission) =>
        objects(permission['resourceActions']).flatMap((action) => strings(action['allowedResourceActions'])),
      )
    : []
  const added = allowed.filter((operation) => !held.includes(operation))
  const removed = held.filter((operation) => !allowed.includes(operation))
  const roleAction = !existing ? 'create' : added.length + removed.length > 0 ? 'update' : 'unchanged'
  const assigned =
    existing &&
    state.assignments.some(
      (assignment) =>
        isObject(assignment['roleDefinition']) &&
        text(assignment['roleDefinition']['id']) === text(existing['id']) &&
        strings(assignment['members']).includes(group.id),
    )
  const assignmentAction = assigned ? 'unchanged' : 'create'
  return {
    steps: [
      {
        what: 'role',
        name: roleName(access),
        action: roleAction,
        detail:
          roleAction === 'create'
            ? allowed
            : [...added.map((operation) => `+ ${operation}`), ...removed.map((operation) => `– ${operation}`)],
      },
      {
        what: 'assignment',
        name: assignmentName(access, group.name),
        action: assignmentAction,
        detail: assigned ? [] : [words.members(group.name), words.scope],
      },
    ],
    role: {
      id: existing ? text(existing['id']) : null,
      write: roleAction !== 'unchanged',
      body: {
        '@odata.type': '#microsoft.graph.deviceAndAppManagementRoleDefinition',
        displayName: roleName(access),
        description: words.description(access),
        rolePermissions: [{ resourceActions: [{ allowedResourceActions: allowed, notAllowedResourceActions: [] }] }],
        roleScopeTagIds: ['0'],
      },
    },
    assignment: {
      write: !assigned,
      body: {
        '@odata.type': '#microsoft.graph.deviceAndAppManagementRoleAssignment',
        displayName: assignmentName(access, group.name),
        description: '',
        members: [group.id],
        scopeType: 'allDevicesAndLicensedUsers',
        resourceScopes: [],
      },
    },
  }
}
