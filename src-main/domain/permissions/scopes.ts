import type { Access } from '#contract/model/clouds.ts'
import {
  directoryScopes,
  entraWriteScopes,
  permissionAreas,
  readScope,
  writeScope,
  type PermissionArea,
} from '#contract/model/permissions.ts'

/**
 * Scopes of a sign-in, without their resource; writing includes reading. `.default` is what was consented to.
 *
 * @param entra Entra's policies are captured too
 */
export function scopesFor(access: Access, entra: boolean): readonly string[] {
  if (access === 'consented') return ['.default']
  const areas = [...permissionAreas, ...(entra ? ['Policy' as const] : [])]
  return [
    ...areas.map(access === 'read' ? readScope : writeScope),
    ...(entra && access === 'write' ? entraWriteScopes : []),
    ...directoryScopes,
  ]
}

/** Whether the granted scopes let somebody read or write an area; writing includes reading. */
export function allows(granted: readonly string[], area: PermissionArea, access: 'read' | 'write'): boolean {
  const held = new Set(granted.map((scope) => scope.toLowerCase()))
  return held.has(writeScope(area).toLowerCase()) || (access === 'read' && held.has(readScope(area).toLowerCase()))
}
