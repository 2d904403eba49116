/** What is said of changes while they are planned. */
export const words = {
  allDone: {
    message: 'Everything in this plan was done.',
    hint: 'Select policies in the inventory to change them again.',
  },
} as const
