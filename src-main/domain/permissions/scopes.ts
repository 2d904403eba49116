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

/** The areas of the types that a tenant captures beside those of Intune. */
export const optionalAreas = (tenant: CaptureSwitches): readonly PermissionArea[] => [
  ...new Set(
    policyTypes
      .filter((type) => isCaptured(type, tenant) && !permissionAreas.includes(type.area))
      .map(({ area }) => area),
  ),
]

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
      ...(optional.includes('Policy') && access === 'write' ? entraWriteScopes : []),
      ...directoryScopes,
    ]),
  ]
}

/** Whether the granted scopes let somebody read or write an area; writing includes reading. */
export function allows(granted: readonly string[], area: PermissionArea, access: 'read' | 'write'): boolean {
  const held = new Set(granted.map((scope) => scope.toLowerCase()))
  return held.has(writeScope(area).toLowerCase()) || (access === 'read' && held.has(readScope(area).toLowerCase()))
}
