import type { RoleAccess } from '#contract/model/run-shapes.ts'

/** What the least-privilege role is called in the tenant, and what its plan says. */
export const words = {
  // A second run finds the role by this name, so that it changes nothing.
  roleName: (access: RoleAccess): string =>
    access === 'read' ? 'TenantAtlas – back up' : 'TenantAtlas – back up and restore',
  assignmentName: (role: string, group: string): string => `${role}: ${group}`,
  description: (access: RoleAccess): string =>
    access === 'read'
      ? 'Reads the configuration of the tenant for backups.'
      : 'Reads and restores the configuration of the tenant.',
  members: (group: string): string => `Members: ${group}`,
  scope: 'Scope: all devices and all licensed users',
} as const
