import type { Access } from '#contract/model/clouds.ts'

/** Graph permissions that Intune groups its types by; the same words with `Read` and `ReadWrite` (Graph rules, section 10). */
export type PermissionArea = 'Configuration' | 'Apps' | 'ServiceConfig' | 'RBAC' | 'Scripts'

export const permissionAreas: readonly PermissionArea[] = ['Configuration', 'Apps', 'ServiceConfig', 'RBAC', 'Scripts']

export const readScope = (area: PermissionArea): string => `DeviceManagement${area}.Read.All`
export const writeScope = (area: PermissionArea): string => `DeviceManagement${area}.ReadWrite.All`

/** Beside Intune: names of groups, the tenant's name and licences, the own profile. */
const directoryScopes = ['GroupMember.Read.All', 'Organization.Read.All', 'User.Read']

/** Scopes of a sign-in, without their resource; writing includes reading. `.default` is what was consented to. */
export function scopesFor(access: Access): readonly string[] {
  if (access === 'consented') return ['.default']
  return [...permissionAreas.map(access === 'read' ? readScope : writeScope), ...directoryScopes]
}

/** Whether the granted scopes let somebody read or write an area; writing includes reading. */
export function allows(granted: readonly string[], area: PermissionArea, access: 'read' | 'write'): boolean {
  const held = new Set(granted.map((scope) => scope.toLowerCase()))
  return held.has(writeScope(area).toLowerCase()) || (access === 'read' && held.has(readScope(area).toLowerCase()))
}
