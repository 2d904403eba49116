import { storagePartNames, type StorageState } from '#contract/model/storage.ts'
import { counted } from '#domain/counted.ts'
import type { Salvaged } from '#infra/store/salvage/salvage.ts'

/** What the commands for the database say. */
export const words = {
  description: 'Encrypt, move and repair the database, and use its daily copies',
  status: {
    description: 'Show how the database is protected',
    lines: ({ isEncrypted, opensWith, vault, clearText, copies, size }: StorageState): string[] => [
      isEncrypted
        ? `Encrypted. Opens with ${[opensWith.vault ? (vault ?? '') : '', opensWith.passphrase ? 'the passphrase' : '', 'the recovery key'].filter(Boolean).join(', or ')}.`
        : 'Clear text: whoever copies the data folder can read everything in it.',
      `${size} bytes, ${counted(copies.length, 'daily copy', 'daily copies')}`,
      ...clearText.map((file) => `Still clear text: ${file}`),
    ],
  },
  encrypt: {
    description: 'Encrypt the database and its copies',
    passphrase: 'Environment variable with a passphrase that opens the database, instead of the keychain',
    before: (recoveryKey: string): string[] => [
      `Recovery key: ${recoveryKey}`,
      'Print it or write it down now. It is not shown again, and it is the only way back if this computer or its keychain is lost.',
    ],
    result: 'The database and its copies are encrypted.',
  },
  decrypt: {
    description: 'Make the database and its copies clear text again',
    result: 'The database and its copies are clear text.',
  },
  unlock: {
    description: 'Let this computer open an encrypted database, with its recovery key',
    recoveryKey: 'Environment variable with the recovery key',
    noVault: {
      message: 'Nothing on this computer can keep the key.',
      hint: 'Set TENANTATLAS_VAULT_KEY to a passphrase, or use the installed app.',
    },
    result: (vault: string): string => `From now on, ${vault} opens the database.`,
  },
  recoveryKey: {
    description: 'Replace the recovery key. The one before opens nothing any more',
    result: (recoveryKey: string): string[] => [
      `Recovery key: ${recoveryKey}`,
      'Print it or write it down now. It is not shown again.',
    ],
  },
  move: {
    description: 'Move the data folder',
    result: (to: string, from: string, left: readonly string[]): string[] => [
      `The data folder is ${to} now. TenantAtlas finds it by a note in ${from}.`,
      ...left.map((name) => `Couldn't be removed from the old folder: ${name}`),
    ],
  },
  usage: {
    description: 'Show what takes how much room in the database, and what each month added',
    columns: ['PART', 'SIZE'],
    months: ['MONTH', 'VERSIONS', 'CONTENT'],
    parts: storagePartNames,
  },
  compact: { description: 'Make the database as small as it can be. No version and no answer is lost' },
  backup: {
    description: 'Copy the database to a file, also while the app is open, and check the copy',
    result: (file: string, size: string): string => `${file} holds everything in the database, and is whole (${size}).`,
    keyFile:
      'It is encrypted, and opens only with store-key.json from the data folder beside it. Keep a copy of that file, too.',
  },
  copies: {
    description: 'List the copies of the last three days',
    none: 'There are no copies yet. The app makes one each day while it is open.',
    columns: ['Copy', 'Bytes'],
  },
  useCopy: {
    description: 'Put a copy in the place of the database, which is moved aside',
    result: (name: string, movedTo: string): string => `${name} is the database now. The old one is in ${movedTo}.`,
  },
  salvage: {
    description: 'Read what is whole in a damaged database into a new one, which takes its place',
    result: (salvaged: Salvaged, movedTo: string): string[] => salvagedLines(salvaged, movedTo),
  },
} as const

/** What became of a damaged database, for a person. */
export function salvagedLines({ saved, lost, pages, versions }: Salvaged, movedTo: string): string[] {
  return [
    `${counted(saved['versions'] ?? 0, 'version')} of ${counted(saved['policies'] ?? 0, 'policy', 'policies')} are whole. The damaged database is in ${movedTo}.`,
    ...(pages === 0 ? [] : [`${counted(pages, 'page')} of the file couldn't be read.`]),
    ...Object.entries(lost).map(([table, rows]) => `Lost in ${table.replaceAll('_', ' ')}: ${counted(rows, 'row')}`),
    ...versions.map(({ type, name, number }) => `Lost: ${name} (${type}), version ${number}`),
  ]
}
