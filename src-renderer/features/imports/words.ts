export const words = {
  title: 'Import a backup of another tool',
  why: 'A backup of another tool becomes a tenant of its own here. You can search and compare it, and restore it into a tenant that you are connected to.',
  tools:
    'IntuneManagement, IntuneCD, IntuneBackupAndRestore, TenuVault, OpenIntuneBaseline, CIPP templates, exports of Graph and of TenantAtlas: a folder, a zip, or a single file.',
  into: 'Import into',
  newOne: 'A new imported tenant',
  name: 'Name of the imported tenant',
  path: 'Folder, zip or file',
  pathHint: 'Full path on this computer. Nothing in it is changed or executed.',
  setName: 'Name of the backup set',
  start: 'Import',
  cancel: 'Cancel',
} as const
