/** What writing files says. */
export const words = {
  relativeFolder: (folder: string): string => `Enter the full path of the folder, not "${folder}".`,
  unwritable: (file: string) => ({
    message: `The file ${file} can't be written.`,
    hint: 'Choose a folder that you can write to and that has enough space.',
  }),
  link: (file: string) => ({
    message: `${file} is a link, which leads out of the folder. Nothing was written through it.`,
    hint: 'Remove the link, or choose another folder.',
  }),
  git: {
    missing: {
      message: "Git isn't installed, or can't be started. The files were written but not committed.",
      hint: 'Install git.',
    },
    tooLong: 'it took more than two minutes; a hook or a signature may be waiting for input',
    silent: 'it gave no reason',
    noRepository: (folder: string) => ({
      message: `${folder} isn't in a git repository. The files were written but not committed.`,
      hint: 'Run git init there.',
    }),
    refused: (said: string) => ({
      message: `Git refused the commit (${said}). The files were written but not committed.`,
      hint: 'Fix the problem. The next export commits the files, or commit them yourself.',
    }),
    merging: {
      message: 'The repository is in the middle of a merge. The files were written but not committed.',
      hint: 'Finish the merge. The next export commits the files.',
    },
    noBranch: {
      message: 'No branch is checked out in the repository. The files were written but not committed.',
      hint: 'Check out a branch, or finish the rebase. The next export commits the files.',
    },
    locked: {
      message: 'Another program works with the repository. The files were written but not committed.',
      hint: 'If no git is running, remove the file index.lock in its .git folder.',
    },
    notOwned: (folder: string) => ({
      message: `The repository of ${folder} belongs to another user, so git refuses it. The files were written but not committed.`,
      hint: 'Run: git config --global --add safe.directory, followed by the path of the repository.',
    }),
  },

  atlas: {
    foreign: {
      message: 'This is not an atlas file.',
      hint: 'Choose a file that TenantAtlas wrote, or import the backup of another tool.',
    },
    newer: {
      message: 'A newer version of TenantAtlas wrote this file.',
      hint: 'Install the newest version, and open the file with it.',
    },
    cutOff: { message: 'The file is cut off, so nothing was imported.', hint: 'Copy or download it again.' },
    damaged: { message: 'The file is damaged, so nothing was imported.', hint: 'Copy or download it again.' },
    changed: {
      message: 'The file was changed after TenantAtlas wrote it, so nothing was imported.',
      hint: 'Ask whoever made it for another copy.',
    },
    needsPassphrase: { message: 'The file is protected with a passphrase.', hint: 'Enter the passphrase.' },
    wrongPassphrase: {
      message: 'The passphrase is wrong, so nothing was imported.',
      hint: 'Enter the passphrase that was chosen when the file was created.',
    },
  },

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
