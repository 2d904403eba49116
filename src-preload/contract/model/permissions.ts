/** Graph permissions that Intune groups its types by; the same words with `Read` and `ReadWrite` (G-13). */
export type PermissionArea = 'Configuration' | 'Apps' | 'ServiceConfig' | 'RBAC' | 'Scripts' | 'Policy' | 'Directory'

/** The areas of Intune; `Policy` belongs to Entra and is only requested if a tenant captures Entra policies. `Directory` is for creating groups. */
export const permissionAreas: readonly PermissionArea[] = ['Configuration', 'Apps', 'ServiceConfig', 'RBAC', 'Scripts']

const others: Partial<Readonly<Record<PermissionArea, readonly [read: string, write: string]>>> = {
  Policy: ['Policy.Read.All', 'Policy.ReadWrite.ConditionalAccess'],
  Directory: ['GroupMember.Read.All', 'Group.ReadWrite.All'],
}

export const readScope = (area: PermissionArea): string => others[area]?.[0] ?? `DeviceManagement${area}.Read.All`
export const writeScope = (area: PermissionArea): string => others[area]?.[1] ?? `DeviceManagement${area}.ReadWrite.All`

/** Conditional Access policies refer to apps, so changing a policy requires reading apps (G-15). */
export const entraWriteScopes: readonly string[] = ['Policy.Read.All', 'Application.Read.All']

/** Outside of Intune: names of groups, the name and licenses of the tenant, and the user's own profile. */
export const directoryScopes: readonly string[] = ['GroupMember.Read.All', 'Organization.Read.All', 'User.Read']
