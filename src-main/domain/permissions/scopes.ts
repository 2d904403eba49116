import type { Access } from '#contract/model/clouds.ts'
import { directoryScopes, permissionAreas, readScope, writeScope, type PermissionArea } from '#contract/model/permissions.ts'

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
