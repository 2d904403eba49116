/** What the commands that only read say. */
export const words = {
  advice: {
    description: 'Show what could be tidied up in a tenant, from its latest captures',
    rule: 'Only the advice of this rule',
    exitCode: 'End with code 3 if there is advice',
    noRule: (rule: string, rules: readonly string[]): string =>
      `There is no rule "${rule}". There are: ${rules.join(', ')}.`,
    open: (rules: readonly string[]): string =>
      `Not answered, because users, devices and groups weren't read: ${rules.join(', ')}.`,
  },
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
