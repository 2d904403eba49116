const restoreFromCopy = 'Restore the data folder from a copy.'

/** What the store in the data folder says. */
export const words = {
  busy: {
    message: 'Another TenantAtlas process is working with this data folder.',
    hint: 'Wait until it finishes, or close it.',
  },
  newerSchema: (schema: number, known: number) => ({
    message: `A newer version of TenantAtlas wrote this data folder (schema ${schema}, this version supports ${known}).`,
    hint: 'Update TenantAtlas, or choose another data folder.',
  }),
  unusable: (folder: string) => ({
    message: `The data folder ${folder} can't be used.`,
    hint: 'Choose a folder that you can write to and that contains no other database.',
  }),
  unreadableRun: (id: string) => ({ message: `The record of run ${id} can't be read.`, hint: restoreFromCopy }),
  unreadablePlan: (id: string) => ({
    message: `The record of plan ${id} can't be read.`,
    hint: 'Plan the restore again.',
  }),
  alreadyConnected: (name: string) => ({
    message: `This tenant is already connected as "${name}".`,
    hint: `Use ${name}.`,
  }),
  nameTaken: (name: string) => ({
    message: `A tenant named "${name}" is already connected.`,
    hint: 'Choose another name.',
  }),
  noVersion: (id: string): string => `There is no version ${id}.`,
  damagedVersion: {
    message: 'The stored content of this version differs from what was captured.',
    hint: `Verify all stored data. ${restoreFromCopy}`,
  },
} as const
