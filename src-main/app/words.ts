import { counted } from '#domain/counted.ts'

/** What several areas of the application say. */
export const words = {
  theTenant: 'The tenant',
  /** Who changed what a restore wrote. */
  restoreAs: (title: string): string => `TenantAtlas (${title})`,
  readOnly: (tenant: string) => ({
    message: `${tenant} is read-only.`,
    hint: 'Unlock writing, then try again. Nothing was written.',
  }),
  archived: (tenant: string) => ({
    message: `${tenant} is archived.`,
    hint: 'Unarchive it first.',
  }),
  atlasFile: {
    reading: (versions: number): string => `Reading versions (${versions})`,
    unknownRecord: {
      message: "The file contains something that this version of TenantAtlas doesn't know.",
      hint: 'Install the newest version, and open the file with it.',
    },
    unprotected: {
      message: 'Nothing on this computer can protect the passphrase while the file is worked with.',
      hint: 'Unlock the keychain. For the command line, set TENANTATLAS_VAULT_KEY.',
    },
    lostPassphrase: {
      message: "The passphrase can't be opened any more, because the keychain has changed.",
      hint: 'Start again, and enter the passphrase.',
    },
  },
  twoVersions: (policy: string) => ({
    message: `Two versions of "${policy}" are selected.`,
    hint: 'Select only one of them.',
  }),

  /** A state of a tenant, as the title of a plan, a baseline or a side of a comparison. */
  states: {
    now: 'Now',
    deletedSet: 'A deleted backup set',
    asOf: (moment: string): string => `As of ${moment.slice(0, 16).replace('T', ' ')} UTC`,
    version: (name: string, number: number): string => `${name}, version ${number}`,
    versions: (versions: number): string => counted(versions, 'version'),
    undoOf: (restore: string): string => `Undo of ${restore}`,
  },

  dependencies: {
    unknownObject: {
      message: 'No captured policy of this tenant is this object or refers to it.',
      hint: 'Select an object of this tenant, or capture the tenant first.',
    },
  },

  /** Names that Graph's audit or a listing leaves out. */
  noName: '(no name)',
} as const
