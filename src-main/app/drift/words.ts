/** What a check for drift says. */
export const words = {
  noBaseline: { message: 'This baseline no longer exists.', hint: 'Choose another one.' },
  comparing: 'Comparing with the baseline',
  readingAudit: "Reading Intune's audit log",
} as const
