/** What the commands that only read say. */
export const words = {
  audit: {
    description: 'Show the audit log of a tenant: what was done in TenantAtlas, and each write',
    limit: 'Maximum number of entries, the newest first',
  },
  conflicts: {
    description: 'Show settings that several policies set to different values for the same users or devices',
    exitCode: 'End with code 3 if there are conflicts',
    none: 'No conflicts.',
  },
} as const
