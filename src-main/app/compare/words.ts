/** What the change of chosen settings says. */
export const words = {
  notSet: "The tenant doesn't set it any more.",
  notInBaseline: "The baseline doesn't have this value any more.",
  severalValues: 'No policy of the baseline has these values together. Choose values of one policy.',
  ownValue: "The value holds a secret or a reusable setting of its tenant. Restore the baseline's policy instead.",
  assignInstead: 'A policy has this value, and is assigned to nobody. Assign it.',
  hasAlready: 'An assigned policy has it already. Check to whom it is assigned.',
  allOfBaseline: 'Every value in the tenant is one of the baseline. Check to whom its policies are assigned.',
  noCounterpart: (policy: string): string =>
    `No policy in the tenant is like ${policy}. Choose a policy for missing settings, or restore the policy of the baseline.`,
  otherPlatform: (policy: string): string => `${policy} is for another platform.`,
} as const
