import { storagePartNames, type StorageState, type StorageWork } from '#contract/model/storage.ts'
import { bytes, counted } from '#renderer/ui/format.ts'

export const words = {
  title: 'Storage and protection',
  label: 'Storage',
  dataFolder: 'Data folder',
  database: 'Database',
  size: (size: number): string => bytes(size),
  protection: 'Encryption',
  clear: 'Not encrypted. Whoever copies the data folder can read every policy, script and name in it.',
  encrypted: ({ opensWith, vault }: Pick<StorageState, 'opensWith' | 'vault'>): string => {
    if (opensWith.vault) return `Encrypted. ${vault ?? 'This computer'} keeps the key.`
    return opensWith.passphrase
      ? 'Encrypted. Your passphrase opens it at each start.'
      : 'Encrypted. Only the recovery key opens it.'
  },
  stillClear: (file: string): string =>
    `${file} is still clear text, because it is damaged. Delete it when you don't need it any more.`,
  encrypt: 'Encrypt…',
  decrypt: 'Remove encryption…',
  newRecoveryKey: 'New recovery key…',
  newPassphrase: 'New passphrase…',
  copies: 'Daily copies',
  noCopies: 'None yet. The app makes one each day while it is open, and keeps three.',
  useCopy: 'Go back to it…',
  useCopyOf: (day: string): string => `Go back to it…, the copy of ${day}`,
  salvage: 'Repair…',
  compact: 'Compact…',
  saveCopy: 'Save a copy…',
  usage: {
    title: 'What takes how much room',
    growth: 'What each month added',
    size: (size: number): string => bytes(size),
    month: (month: string, versions: number, size: number): string =>
      `${month}: ${counted(versions, 'version')}, ${bytes(size)}`,
    parts: storagePartNames,
    log: 'Write-ahead log',
  },
  secrets: 'Secrets and sign-ins',
  vault: (vault: string): string => `Protected by ${vault}`,
  noVault: "No keychain on this computer. Secret values aren't kept, and sign-ins last until you close TenantAtlas.",
  version: 'Version',
  purge: 'Delete old versions…',
  onlyOpen: 'Only in TenantAtlas itself, not on the command line.',

  recoveryKey: {
    title: 'Recovery key',
    why: 'It opens the database on another computer, and on this one if its keychain or your passphrase is lost. Without it, a lost key means lost backups. It is shown only now.',
    copy: 'Copy',
    copied: 'Copied',
    print: 'Print',
    save: 'Save as a file',
    fileName: 'tenantatlas-recovery-key.txt',
    file: (recoveryKey: string, folder: string): string =>
      [
        'TenantAtlas recovery key',
        '',
        recoveryKey,
        '',
        `It opens the database in ${folder}.`,
        'Keep it where nobody finds it together with the data folder, for example in a password manager or in a safe.',
        '',
      ].join('\r\n'),
    kept: 'I keep this recovery key in a safe place',
  },

  encryptDialog: {
    title: 'Encrypt the database',
    body: 'The database and its copies are written again, encrypted. Backups, versions and sign-ins stay. TenantAtlas answers nothing until it is done.',
    how: 'What keeps the key',
    vault: (vault: string): string =>
      `${vault.charAt(0).toUpperCase()}${vault.slice(1)}: opens by itself on this computer`,
    passphrase: 'A passphrase that I type at each start',
    newPassphrase: 'Passphrase',
    passphraseHint: 'At least 12 characters. Schedules wait until somebody has typed it.',
    again: 'Passphrase again',
    differs: "The two passphrases aren't the same.",
    confirm: 'Encrypt',
  },
  newRecoveryKeyDialog: {
    title: 'New recovery key',
    body: 'The recovery key before opens nothing any more once you choose this one.',
    confirm: 'Use this recovery key',
  },
  newPassphraseDialog: {
    title: 'New passphrase',
    body: 'It is asked for at each start from now on. The one before opens nothing any more.',
    confirm: 'Use this passphrase',
  },
  decryptDialog: {
    title: 'Remove the encryption',
    body: 'The database and its copies become clear text. Whoever copies the data folder can read them then.',
    confirm: 'Remove encryption',
  },
  useCopyDialog: {
    title: (day: string): string => `Go back to the copy of ${day}`,
    body: 'Everything that was stored since then is no longer shown. The database of today is moved aside, and nothing is deleted. No tenant is changed.',
    confirm: 'Go back to it',
  },
  saveCopyDialog: {
    title: 'Save a copy of the database',
    body: 'The copy holds everything as it is at one moment, and you can go on working meanwhile. It is a data folder of its own. If the database is encrypted, so is the copy, and the same recovery key opens it. TenantAtlas checks the copy once it is written.',
    folder: 'Folder',
    confirm: 'Save a copy',
    saving: 'Saving and checking the copy…',
    saved: (folder: string, size: number): string => `The copy was saved and checked: ${folder} (${bytes(size)}).`,
  },
  compactDialog: {
    title: 'Compact the database',
    body: 'The database is written again, as small as it can be. Nothing that you can see is lost. TenantAtlas answers nothing until it is done.',
    confirm: 'Compact',
  },
  salvageDialog: {
    title: 'Repair the database',
    body: 'Everything that can be read is written to a new database, which takes the place of this one. This one is moved aside, and nothing is deleted. A list says what is lost. A database that is whole loses nothing.',
    confirm: 'Repair',
  },
  cancel: 'Cancel',

  problem: {
    locked: 'The database is locked',
    ill: "The database can't be opened",
    recoveryKey: 'Recovery key',
    passphrase: 'Passphrase',
    unlock: 'Unlock',
    withRecoveryKey: 'Use the recovery key instead',
    withPassphrase: 'Use the passphrase instead',
    tryAgain: 'Try again',
    outdated: 'The database has to be updated',
    outdatedBody: 'An earlier version of TenantAtlas made it. Nothing of it is lost.',
    copiesTitle: 'Go back to a copy',
    salvageTitle: 'Repair the database',
  },

  progress: (work: StorageWork): string =>
    ({
      encrypt: 'Encrypting the database…',
      decrypt: 'Removing the encryption…',
      useCopy: 'Putting the copy in place…',
      salvage: 'Repairing the database…',
      compact: 'Compacting the database…',
      update: 'Updating the database of an earlier version…',
    })[work],
  stop: 'Stop',
  skip: 'Compact it later',
  percent: (share: number): string => `${String(Math.floor(share * 100))} %`,
} as const
