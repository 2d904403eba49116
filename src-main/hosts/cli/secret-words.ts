/** Texts of `atlas restore secrets`. */
export const secretWords = {
  description: "List the secrets that a plan's backup doesn't contain, or give their values and plan again",
  file: 'JSON file with a list of { "policy", "secret" } and "variable", "value", or "keep": true for each',
  none: "The backup contains every secret that the plan's objects need.",
  unreadable: (file: string, reason: string): string => `${file} can't be read: ${reason}`,
  notList: (file: string): string =>
    `${file} must contain a list of objects with "policy", "secret", and "variable", "value" or "keep".`,
  noSecret: (policy: string, secret: string): string =>
    `The plan doesn't ask for "${secret}" of "${policy}". Run the command without --file to see what it asks for.`,
  several: (policy: string, secret: string): string =>
    `Several policies named "${policy}" ask for "${secret}". Add "type" with the type or the kind of the policy.`,
  noAnswer: 'Every entry needs "variable", "value" or "keep".',
  noVariable: (name: string): string => `The environment variable ${name} isn't set or is empty.`,
  states: { typed: 'given', kept: 'kept in the target', needed: 'needed', optional: 'optional' },
} as const
