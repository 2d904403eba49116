export const words = {
  title: 'Import a backup of another tool',
  why: 'A backup of another tool becomes a tenant of its own here. You can search and compare it, and restore it into a tenant that you are connected to.',
  tools:
    'Atlas files of TenantAtlas, IntuneManagement, IntuneCD, IntuneBackupAndRestore, TenuVault, OpenIntuneBaseline, CIPP templates, exports of Graph and of TenantAtlas: a folder, a zip, or a single file.',
  into: 'Import into',
  newOne: 'A new imported tenant',
  name: 'Name of the imported tenant',
  path: 'Folder, zip or file',
  pathHint: 'Full path on this computer. Nothing in it is changed or executed.',
  passphrase: 'Passphrase of the file',
  file: {
    title: 'The file',
    heading: 'Import an atlas file',
    why: 'Nothing is imported yet. The file becomes a tenant of its own here, which nobody can write to, with the dates of its versions and backup sets.',
    tenant: 'Tenant',
    made: 'Made',
    madeWith: (moment: string, version: string): string => `${moment}, with TenantAtlas ${version}`,
    signedBy: 'Signed with key',
  },
  setName: 'Name of the backup set',
  start: 'Import',
  cancel: 'Cancel',
} as const
