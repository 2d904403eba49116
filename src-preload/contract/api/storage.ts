import { z } from 'zod'
import { method } from '../method.ts'
import { StorageState } from '../model/storage.ts'

const nothing = z.strictObject({})
const RecoveryKey = z.string().min(1).max(100)
const Passphrase = z.string().min(1).max(1_000)

/**
 * The database as a file: its encryption, its copies, and what to do when it is ill. These methods also answer while the
 * database can't be opened. The long ones begin after their answer, and end with `storage.changed`.
 */
export const storage = {
  'storage.get': method({
    effect: 'read',
    scope: 'app',
    changedBy: ['storage.changed'],
    input: nothing,
    output: StorageState,
  }),
  /** A new recovery key. It opens nothing until it is used, and is never shown again. */
  'storage.newRecoveryKey': method({
    effect: 'outside',
    scope: 'app',
    audited: null,
    changes: [],
    input: nothing,
    output: z.object({ recoveryKey: z.string() }),
  }),
  /** Encrypts the database. The key is kept by the keychain, or by a passphrase that is asked for at each start. */
  'storage.encrypt': method({
    effect: 'outside',
    scope: 'app',
    audited: 'store.encrypted',
    changes: [],
    input: z.strictObject({ recoveryKey: RecoveryKey, passphrase: Passphrase.nullable() }),
    output: z.object({}),
  }),
  'storage.decrypt': method({
    effect: 'outside',
    scope: 'app',
    audited: 'store.decrypted',
    changes: [],
    input: nothing,
    output: z.object({}),
  }),
  'storage.setRecoveryKey': method({
    effect: 'outside',
    scope: 'app',
    audited: 'store.recoveryKeyReplaced',
    changes: ['storage.changed'],
    input: z.strictObject({ recoveryKey: RecoveryKey }),
    output: z.object({}),
  }),
  /** Replaces the passphrase of a database that is opened with one. */
  'storage.setPassphrase': method({
    effect: 'outside',
    scope: 'app',
    audited: 'store.passphraseReplaced',
    changes: ['storage.changed'],
    input: z.strictObject({ passphrase: Passphrase }),
    output: z.object({}),
  }),
  /** Opens a database whose key the keychain of this computer can't open. */
  'storage.unlock': method({
    effect: 'outside',
    scope: 'app',
    audited: null,
    changes: [],
    input: z.union([z.strictObject({ recoveryKey: RecoveryKey }), z.strictObject({ passphrase: Passphrase })]),
    output: z.object({}),
  }),
  /** Puts a daily copy in the place of the database, which is moved aside. */
  'storage.useCopy': method({
    effect: 'outside',
    scope: 'app',
    audited: null,
    changes: [],
    input: z.strictObject({ name: z.string().min(1).max(100) }),
    output: z.object({}),
  }),
  /** Makes the database as small as it can be without losing an answer. */
  'storage.compact': method({
    effect: 'outside',
    scope: 'app',
    audited: 'store.compacted',
    changes: [],
    input: nothing,
    output: z.object({}),
  }),
  /** Updates a large database of an earlier version, and makes it as small as it can be. Nothing if it isn't due. */
  'storage.update': method({
    effect: 'outside',
    scope: 'app',
    audited: null,
    changes: [],
    input: nothing,
    output: z.object({}),
  }),
  /** Stops work that can be stopped. The database is as it was before then. */
  'storage.stop': method({
    effect: 'outside',
    scope: 'app',
    audited: null,
    changes: [],
    input: nothing,
    output: z.object({}),
  }),
  /** Reads what is whole in the database into a new one, which takes its place. */
  'storage.salvage': method({
    effect: 'outside',
    scope: 'app',
    audited: null,
    changes: [],
    input: nothing,
    output: z.object({}),
  }),
}
