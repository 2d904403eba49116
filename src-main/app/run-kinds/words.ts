import { counted } from '#domain/counted.ts'

/** What the run kinds say: what a notification calls them, their phases, items and errors. */
export const words = {
  /** As the subject of "… finished" and "… failed". */
  kinds: {
    backup: 'Backup',
    capture: 'Capture',
    drift: 'Check for drift',
    export: 'Export',
    import: 'Import',
    saveFile: 'Save as a file',
    onboarding: 'Role setup',
    recipients: 'Reading of users, devices and groups',
    purge: 'Deletion of old versions',
    rehearsal: 'Rehearsal',
    report: 'Report',
    restore: 'Restore',
    verify: 'Verification',
  },

  saveFile: { writing: (done: number, of: number): string => `Writing versions (${done} of ${of})` },
  import: {
    reading: 'Reading the files',
    taken: (versions: number, sets: number, outdated: number): string =>
      `${counted(versions, 'version')} and ${counted(sets, 'backup set')}${outdated === 0 ? '' : `. ${counted(outdated, 'version')} are older than what is here, and were left out`}`,
    unknownType: (type: string, versions: number): string =>
      `This version of TenantAtlas doesn't know the type ${type}, so ${counted(versions, 'version')} of it were left out.`,
    searching: 'Preparing search and dependencies',
    nothing: (path: string) => ({
      message: `There are no files in ${path}.`,
      hint: 'Choose the folder, zip or file that the other tool wrote.',
    }),
  },
  report: { writing: 'Writing the report' },
  definitions: { reading: 'Reading the captured policies' },
  export: {
    nothingCaptured: { message: 'Nothing has been captured from this tenant yet.', hint: 'Capture it first.' },
  },
  signIn: { waiting: 'Waiting for you to sign in' },

  health: {
    types: 'Checking each type',
    compatibility: 'Trying how each type can be read',
    licence: 'Checking the license and roles',
    note: (read: string, write: string): string => `Read ${read}, write ${write}`,
  },

  role: {
    reading: 'Reading roles',
    role: 'Role',
    assignment: 'Role assignment',
    exists: 'Already exists',
    created: 'Created',
    updated: 'Updated',
    noGroup: (name: string) => ({
      message: `There is no group "${name}" in the tenant.`,
      hint: 'Enter the exact name or the object ID of a security group.',
    }),
    severalGroups: (name: string, groups: number) => ({
      message: `The tenant has ${counted(groups, 'group')} named "${name}".`,
      hint: 'Enter the object ID of the group.',
    }),
    missing: {
      message: "The role to assign doesn't exist.",
      hint: 'Retry after the role has been created.',
    },
    waiting: 'Waiting for approval by another administrator. Retry after the approval.',
    retryChecks: 'Retry. TenantAtlas checks the tenant before it writes again.',
  },

  restore: {
    noPlan: (id: string): string => `There is no plan ${id}.`,
    readingBackup: 'Reading the backup',
    settingUpCopy: 'Setting up a simulated copy of the tenant',
  },

  purge: {
    looked: (looked: number, all: number): string => `Deleting old versions (${looked} of ${all})`,
  },

  verify: {
    checked: (checked: number, all: number): string => `Checked ${checked} of ${all}`,
    database: 'Checking the database',
    table: (checked: number, all: number): string => `Checking the database (table ${checked} of ${all})`,
    tablesDamaged: (tables: readonly string[]) => ({
      message: `The database is damaged in ${tables.map((table) => table.replaceAll('_', ' ')).join(', ')}.`,
      hint: 'Copy the whole data folder before you do anything else, and check the disk. Then quit TenantAtlas and run "store salvage", which reads what is whole into a new database, or go back to a daily copy with "store use-copy".',
    }),
    auditChanged: (entry: number) => ({
      message: `The audit log was changed: entry ${entry} was edited, or an earlier entry was removed.`,
      hint: 'Compare the data folder with a copy of it.',
    }),
    bodyDamaged: {
      message: 'The stored content differs from what was captured.',
      hint: 'Restore the data folder from a copy.',
    },
  },
} as const
