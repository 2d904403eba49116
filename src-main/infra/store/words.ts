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
  isThere: (file: string) => ({
    message: `${file} is there already.`,
    hint: 'Choose another name, or delete that file first.',
  }),
  noFolder: (folder: string) => ({
    message: `There is no folder ${folder}.`,
    hint: 'Choose a folder that is there.',
  }),
  unusable: (folder: string) => ({
    message: `The data folder ${folder} can't be used.`,
    hint: 'Choose a folder that you can write to and that contains no other database.',
  }),
  encryption: {
    unreadableKeyFile: {
      message: "The file with the key of the database can't be read.",
      hint: "Restore store-key.json and copies/store-key.json from a copy of the data folder. The database can't be opened without it.",
    },
    mistypedRecoveryKey: {
      message: 'This is no recovery key, or a character of it is wrong.',
      hint: 'It has nine groups of four letters and digits. Check each group.',
    },
    sealed: {
      message: "The database is encrypted, and this computer can't open its key.",
      hint: 'Enter the recovery key, or the passphrase if you chose one. Nothing is lost. On the command line: "store unlock".',
    },
    wrongRecoveryKey: {
      message: 'This is the recovery key of another database, or one that was replaced.',
      hint: 'Use the recovery key that was shown last for this data folder.',
    },
    wrongPassphrase: {
      message: "This passphrase doesn't open the database.",
      hint: 'Try again, or use the recovery key.',
    },
    alreadyEncrypted: { message: 'The database is already encrypted.' },
    notEncrypted: { message: "The database isn't encrypted." },
    shortPassphrase: {
      message: 'The passphrase is too short.',
      hint: 'Choose at least 12 characters, for example four words.',
    },
    noVault: {
      message: 'Nothing on this computer can keep the key.',
      hint: 'Choose a passphrase. It is asked for at each start.',
    },
  },
  storage: {
    damaged: {
      message: 'The database in the data folder is damaged.',
      hint: 'Copy the whole data folder before you do anything else, and check the disk. Then repair it, which keeps what is whole, or go back to a copy of one of the last three days. On the command line: "verify" names what is damaged, "store salvage" repairs, and "store use-copy" goes back.',
    },
    noDatabase: {
      message: "The file atlas.db in the data folder isn't a database any more, or never was one.",
      hint: 'Nothing in it was changed. Go back to a copy of one of the last three days, or choose another data folder. On the command line: "store use-copy".',
    },
    gone: {
      message: 'The database of the data folder is gone or empty, but copies of it are there.',
      hint: 'Go back to a copy, on the command line with "store use-copy". To start without any of it, remove the folder "copies" first.',
    },
    full: {
      message: 'The disk is full, so nothing more can be stored.',
      hint: 'Make room on the disk of the data folder, and try again. Everything that was stored before is still there.',
    },
    failing: {
      message: 'The disk of the data folder reported an error.',
      hint: 'Check that it is connected, healthy and not full, and try again. Copy the data folder to another disk.',
    },
    readOnly: {
      message: "The database in the data folder can't be written to.",
      hint: 'Allow your account to write to the data folder and all files in it, and try again.',
    },
    inUse: {
      message: 'Another program has the database in the data folder open and is not giving it back.',
      hint: 'Close other TenantAtlas windows and commands, backup programs and database tools, and try again.',
    },
  },
  relocation: {
    within: {
      message: "A data folder can't be moved into itself, or to where it is.",
      hint: 'Choose a folder somewhere else.',
    },
    withProgram: (folder: string) => ({
      message: `The data folder ${folder} is in the folder of the program.`,
      hint: 'An update or the uninstaller would remove it. Choose a folder somewhere else, or move it there and name it with --data.',
    }),
    notEmpty: (folder: string) => ({
      message: `The folder ${folder} isn't empty.`,
      hint: "Choose a folder that is empty, or that isn't there yet.",
    }),
    notOwn: (folder: string) => ({
      message: `The folder ${folder} can't be kept from other users of this computer.`,
      hint: "Choose a folder of your own, or one that isn't there yet.",
    }),
    gone: (folder: string, note: string) => ({
      message: `The data folder was moved to ${folder}, and isn't there.`,
      hint: `Connect the disk or network drive that it is on, and try again. If you deleted it, delete ${note} to begin with an empty one.`,
    }),
    notMoved: (folder: string, cause: string) => ({
      message: `The data folder couldn't be moved to ${folder} (${cause}). It is where it was.`,
      hint: 'Choose a folder that you can write to, on a disk with enough room.',
    }),
  },
  salvagedTenant: (id: string): string => `Salvaged ${id.slice(0, 8)}`,
  noSalvage: {
    message: "The list of tables in the database can't be read, so nothing can be salvaged from it.",
    hint: 'Go back to a copy of one of the last three days with "store use-copy".',
  },
  damagedCopy: (tables: readonly string[]) => ({
    message: `The copy is damaged in ${tables.map((name) => name.replaceAll('_', ' ')).join(', ')}.`,
    hint: 'Check the disk, and verify the backups in TenantAtlas. The copy was deleted.',
  }),
  noDatabase: (folder: string) => ({
    message: `There is no database in ${folder}.`,
    hint: 'Give the data folder with --data.',
  }),
  compaction: {
    unreadable: {
      message: 'The compacted database lacks content that can be read now.',
      hint: 'The database is as it was. Report this, and keep the data folder.',
    },
  },
  copies: {
    noRoom: {
      message: 'There is too little room on the disk for the daily copy of the database.',
      hint: 'Make room for three times the size of atlas.db.',
    },
    notReplaced: (cause: string) => ({
      message: `The database wasn't replaced (${cause}). It is still in its place.`,
      hint: 'Close everything that uses the data folder, such as backup programs and virus scanners, and try again.',
    }),
    noCopy: (name: string) => ({
      message: `There is no copy ${name}.`,
      hint: 'Run "store copies", which lists them.',
    }),
  },
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
