/** What writing files says. */
export const words = {
  relativeFolder: (folder: string): string => `Enter the full path of the folder, not "${folder}".`,
  unwritable: (file: string) => ({
    message: `The file ${file} can't be written.`,
    hint: 'Choose a folder that you can write to and that has enough space.',
  }),
} as const
