/** What exports say. */
export const words = {
  setting: 'Setting',
  value: 'Value',
  ownFile: 'In a file of its own',
} as const
