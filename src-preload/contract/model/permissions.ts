/** Graph permissions that Intune groups its types by; the same words with `Read` and `ReadWrite` (Graph rules, section 10). */
export type PermissionArea = 'Configuration' | 'Apps' | 'ServiceConfig' | 'RBAC' | 'Scripts' | 'Policy'

/** The areas of Intune; `Policy` is Entra's and asked for only where a tenant captures that too. */
export const permissionAreas: readonly PermissionArea[] = ['Configuration', 'Apps', 'ServiceConfig', 'RBAC', 'Scripts']

export const readScope = (area: PermissionArea): string => (area === 'Policy' ? 'Policy.Read.All' : `DeviceManagement${area}.Read.All`)
export const writeScope = (area: PermissionArea): string => (area === 'Policy' ? 'Policy.ReadWrite.ConditionalAccess' : `DeviceManagement${area}.ReadWrite.All`)

/** Conditional access names apps: changing one takes reading them (Graph rules, section 10). */
export const entraWriteScopes: readonly string[] = ['Policy.Read.All', 'Application.Read.All']

/** Beside Intune: names of groups, the tenant's name and licences, the own profile. */
export const directoryScopes: readonly string[] = ['GroupMember.Read.All', 'Organization.Read.All', 'User.Read']
