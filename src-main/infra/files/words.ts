/** What writing files says. */
export const words = {
  relativeFolder: (folder: string): string => `Enter the full path of the folder, not "${folder}".`,
  unwritable: (file: string) => ({
    message: `The file ${file} can't be written.`,
    hint: 'Choose a folder that you can write to and that has enough space.',
  }),
  exports: {
    missing: (path: string) => ({
      message: `There is no file or folder ${path}.`,
      hint: 'Choose the folder, zip or file that the other tool wrote.',
    }),
    tooMany: (files: number) => ({
      message: `There are more than ${files} files, so this is no export of a tenant.`,
      hint: 'Choose the folder of the export itself.',
    }),
    tooLarge: (bytes: number) => ({
      message: `The files have more than ${bytes / 1024 / 1024} MB, so this is no export of a tenant.`,
      hint: 'Choose the folder of the export itself.',
    }),
    tooDeep: (levels: number) => ({
      message: `The folders are nested more than ${levels} levels deep.`,
      hint: 'Choose the folder of the export itself.',
    }),
    fileTooLarge: (bytes: number): string => `The file has more than ${bytes / 1024 / 1024} MB.`,
    unreadable: (cause: string): string => `The file can't be read${cause === '' ? '' : ` (${cause})`}.`,
    link: "A link to another place, which isn't followed.",
    outside: 'Its path leads out of the zip.',
    damagedZip: {
      message: 'The zip is damaged or incomplete, so nothing was imported.',
      hint: 'Get it again, or unpack it and choose the folder.',
    },
  },
} as const
