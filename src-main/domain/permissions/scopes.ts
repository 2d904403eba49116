import type { Access } from '#contract/model/clouds.ts'
import {
  directoryScopes,
  entraWriteScopes,
  permissionAreas,
  readScope,
  writeScope,
  type PermissionArea,
} from '#contract/model/permissions.ts'
import type { CaptureSwitches } from '#contract/model/tenants.ts'
import { isCaptured } from '../policy-types/optional.ts'
import { policyTypes } from '../policy-types/registry.ts'

/** Changing groups takes a permission that most restores do without. It is asked for by itself (`writeGroups`). */
export const groupArea: PermissionArea = 'Directory'

/** Devices in Intune, and their objects in the directory, which are what groups have as members. */
const recipientAreas: readonly PermissionArea[] = ['ManagedDevices', 'DirectoryDevices']

/** The areas of the types that a tenant captures beside those of Intune. */
export function optionalAreas(tenant: CaptureSwitches): readonly PermissionArea[] {
  const captured = policyTypes.filter((type) => isCaptured(type, tenant)).map(({ area }) => area)
  const areas = captured.filter((area) => !permissionAreas.includes(area) && area !== groupArea)
  return [
    ...new Set([
      ...areas,
      ...(tenant.capturesGroupMembers || tenant.readsRecipients ? (['People'] as const) : []),
      ...(tenant.readsRecipients ? recipientAreas : []),
    ]),
  ]
}

/**
 * Scopes of a sign-in, without their resource; writing includes reading. `.default` is what was consented to.
 *
 * @param optional areas beside those of Intune
 */
export function scopesFor(access: Access, optional: readonly PermissionArea[]): readonly string[] {
  if (access === 'consented') return ['.default']
  return [
    ...new Set([
      ...[...permissionAreas, ...optional].map(access === 'read' ? readScope : writeScope),
      ...(optional.includes('Policy') && access !== 'read' ? entraWriteScopes : []),
      ...(access === 'writeGroups' ? [writeScope(groupArea)] : []),
      ...directoryScopes,
    ]),
  ]
}

/** Whether the granted scopes let somebody read or write an area; writing includes reading. */
export function allows(granted: readonly string[], area: PermissionArea, access: 'read' | 'write'): boolean {
  const held = new Set(granted.map((scope) => scope.toLowerCase()))
  return held.has(writeScope(area).toLowerCase()) || (access === 'read' && held.has(readScope(area).toLowerCase()))
}
