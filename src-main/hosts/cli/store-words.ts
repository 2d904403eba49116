/** What the commands for the database say. */
export const words = {
  description: 'Show and use the daily copies of the database',
  copies: {
    description: 'List the copies of the last three days',
    none: 'There are no copies yet. The app makes one each day while it is open.',
    columns: ['Copy', 'Bytes'],
  },
  useCopy: {
    description: 'Put a copy in the place of the database, which is moved aside',
    result: (name: string, movedTo: string): string => `${name} is the database now. The old one is in ${movedTo}.`,
  },
} as const
