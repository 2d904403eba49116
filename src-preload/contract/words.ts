/** What the contract itself says, in every host and in the renderer. */
export const words = {
  unexpected: {
    message: 'Something went wrong in TenantAtlas.',
    hint: 'Try again. If it happens again, report it. The log has the details.',
  },
  invalidMoment: 'Enter a date and time such as 2026-11-26T08:30:00Z.',
} as const
