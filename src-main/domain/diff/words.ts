/** Names of changes that the document itself doesn't name. */
export const words = {
  scopeTags: 'Scope tags',
  allUsers: 'All users',
  allDevices: 'All devices',
  assignments: 'Assignments',
  assignedTo: (target: string): string => `Assignment to ${target}`,
  excluded: (target: string): string => `Assignment, excluding ${target}`,
} as const
