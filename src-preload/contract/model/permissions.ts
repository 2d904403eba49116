/** Graph permissions that Intune groups its types by; the same words with `Read` and `ReadWrite` (Graph rules, section 10). */
export type PermissionArea = 'Configuration' | 'Apps' | 'ServiceConfig' | 'RBAC' | 'Scripts'

export const permissionAreas: readonly PermissionArea[] = ['Configuration', 'Apps', 'ServiceConfig', 'RBAC', 'Scripts']

export const readScope = (area: PermissionArea): string => `DeviceManagement${area}.Read.All`
export const writeScope = (area: PermissionArea): string => `DeviceManagement${area}.ReadWrite.All`

/** Beside Intune: names of groups, the tenant's name and licences, the own profile. */
export const directoryScopes: readonly string[] = ['GroupMember.Read.All', 'Organization.Read.All', 'User.Read']
