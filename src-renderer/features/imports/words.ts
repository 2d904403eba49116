export const words = {
  title: 'Import a backup',
  why: 'A backup of another tool becomes a tenant of its own here. You can search and compare it, and restore it into a tenant that you are connected to.',
  tools:
    'Atlas files of TenantAtlas, IntuneManagement, IntuneCD, IntuneBackupAndRestore, TenuVault, OpenIntuneBaseline, CIPP templates, exports of Graph and of TenantAtlas: a folder, a zip, or a single file.',
  into: 'Import into',
  newOne: 'A new imported tenant',
  name: 'Name of the imported tenant',
  path: 'Folder, zip or file',
  pathHint: 'Full path on this computer. Nothing in it is changed or executed.',
  passphrase: 'Passphrase of the file',
  shortPassphrase: 'At least 8 characters',
  file: {
    title: 'The file',
    heading: 'Open an atlas file',
    how: 'What do you want to do?',
    openHint: 'You can read, search and compare what is in it. TenantAtlas removes it when you close it.',
    importHint:
      'It becomes a tenant of its own, which nobody can write to, with the dates of its versions and backup sets.',
    open: 'Open to read',
    tenant: 'Tenant',
    made: 'Created',
    madeWith: (moment: string, version: string): string => `${moment}, with TenantAtlas ${version}`,
    signedBy: 'Signed with key',
  },
  opened: {
    is: (file: string): string =>
      `${file} is open read-only. You can't change anything in it, and TenantAtlas removes it when you close it.`,
    setName: 'Opened file',
    keep: 'Import…',
    close: 'Close file',
  },
  keep: { title: 'Import the opened file' },
  setName: 'Name of the backup set',
  start: 'Import',
  cancel: 'Cancel',
} as const
