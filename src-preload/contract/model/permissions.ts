/** Graph permissions that Intune groups its types by; the same words with `Read` and `ReadWrite` (G-13). */
const intuneAreas = ['Configuration', 'Apps', 'ServiceConfig', 'RBAC', 'Scripts'] as const

/** Permissions outside of Intune, to read and to write (Graph docs: permissions reference). */
const others = {
  Policy: ['Policy.Read.All', 'Policy.ReadWrite.ConditionalAccess'],
  Mobility: ['Policy.Read.All', 'Policy.ReadWrite.MobilityManagement'],
  DeviceRegistration: ['Policy.Read.DeviceConfiguration', 'Policy.ReadWrite.DeviceConfiguration'],
  AuthenticationMethods: ['Policy.Read.All', 'Policy.ReadWrite.AuthenticationMethod'],
  Agreements: ['Agreement.Read.All', 'Agreement.ReadWrite.All'],
  Branding: ['OrganizationalBranding.Read.All', 'OrganizationalBranding.ReadWrite.All'],
  CloudPC: ['CloudPC.Read.All', 'CloudPC.ReadWrite.All'],
  WindowsUpdates: ['WindowsUpdates.Read.All', 'WindowsUpdates.ReadWrite.All'],
  Microsoft365Apps: ['OrgSettings-Microsoft365Install.Read.All', 'OrgSettings-Microsoft365Install.ReadWrite.All'],
  Directory: ['GroupMember.Read.All', 'Group.ReadWrite.All'],
  People: ['User.ReadBasic.All', 'User.ReadBasic.All'],
  ManagedDevices: ['DeviceManagementManagedDevices.Read.All', 'DeviceManagementManagedDevices.Read.All'],
  DirectoryDevices: ['Device.Read.All', 'Device.Read.All'],
} as const satisfies Readonly<Record<string, readonly [read: string, write: string]>>

/**
 * What reading and writing a type takes. `Directory` is for groups, and `People` for the names of their members. The two
 * for devices are only read, to say who gets what.
 */
export type PermissionArea = (typeof intuneAreas)[number] | keyof typeof others

/** The areas of Intune. The others are only requested in tenants that capture their types. */
export const permissionAreas: readonly PermissionArea[] = intuneAreas

const outside: Partial<Readonly<Record<PermissionArea, readonly [read: string, write: string]>>> = others

export const readScope = (area: PermissionArea): string => outside[area]?.[0] ?? `DeviceManagement${area}.Read.All`
export const writeScope = (area: PermissionArea): string =>
  outside[area]?.[1] ?? `DeviceManagement${area}.ReadWrite.All`

/** Conditional Access policies refer to apps, so changing a policy requires reading apps (G-15). */
export const entraWriteScopes: readonly string[] = ['Policy.Read.All', 'Application.Read.All']

/** Outside of Intune: names of groups, the name and licenses of the tenant, and the user's own profile. */
export const directoryScopes: readonly string[] = ['GroupMember.Read.All', 'Organization.Read.All', 'User.Read']
