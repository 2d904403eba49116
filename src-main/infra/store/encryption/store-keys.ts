import { failure } from '#contract/errors.ts'
import type { Vault } from '#app/ports/ports.ts'
import { finishReplacement } from '../replacement.ts'
import { words } from '../words.ts'
import { formOf, type StoreKey } from './connection.ts'
import { encryptedIn } from './conversion.ts'
import {
  newStoreKey,
  openedByPassphrase,
  openedByRecoveryKey,
  openedByVault,
  readKeyFile,
  sealedByPassphrase,
  sealedByRecoveryKey,
  sealedByVault,
  setKeyFileAside,
  writeKeyFile,
  type KeyFile,
} from './key-file.ts'
import { join } from 'node:path'

/** What somebody types to open the database where the keychain can't. */
export type Unlocking = { readonly passphrase: string } | { readonly recoveryKey: string }

/** What can open the key. */
export interface KeyState {
  readonly isEncrypted: boolean
  /** Whether the keychain of this computer, or the passphrase in the environment, opens it. */
  readonly byVault: boolean
  /** Whether somebody chose a passphrase for it. */
  readonly byPassphrase: boolean
}

/** The key of the database in a data folder, for as long as a host runs. */
export interface StoreKeys {
  /** @returns null if the database isn't encrypted. @throws Failure `encrypted` if nothing here opens the key */
  current(): Promise<StoreKey | null>
  /**
   * The key of anything in the folder, such as a copy: also if the database itself is clear text.
   *
   * @returns null if there is no key. @throws Failure `encrypted` if nothing here opens it
   */
  any(): Promise<StoreKey | null>
  state(): Promise<KeyState>
  /**
   * Opens the key with what somebody typed. With the recovery key, the keychain of this computer keeps it from then on.
   *
   * @throws Failure `badInput` if it is wrong
   */
  unlock(typed: Unlocking): Promise<void>
  /**
   * Makes a key for a database that isn't encrypted yet, and seals it. A key that files are still encrypted with is used
   * again; one that nothing here opens is kept beside the new one.
   *
   * @param passphrase asked for at each start; null where the vault keeps the key
   * @throws Failure `badInput` if nothing would keep it
   */
  create(recoveryKey: string, passphrase: string | null): Promise<StoreKey>
  /** Replaces the recovery key. The one before opens nothing any more. */
  setRecoveryKey(recoveryKey: string): Promise<void>
  /** Replaces the passphrase. */
  setPassphrase(passphrase: string): Promise<void>
  /** Forgets the key, because the database isn't encrypted any more. */
  forget(): void
}

const shortestPassphrase = 12

/**
 * @param passphrase from the environment, tried where somebody chose a passphrase for the database
 */
export function createStoreKeys(folder: string, vault: Vault, passphrase: string | null = null): StoreKeys {
  const file = join(folder, 'atlas.db')
  let known: StoreKey | null = null

  async function open(): Promise<StoreKey | null> {
    finishReplacement(folder)
    if (formOf(file) === 'clear') return null
    const keyFile = readKeyFile(folder)
    // A file that is no database any more looks like an encrypted one.
    return keyFile === null ? null : openKey(keyFile)
  }

  async function openKey(keyFile: KeyFile): Promise<StoreKey> {
    known ??=
      (await openedByVault(keyFile, vault)) ?? (passphrase === null ? null : openedByPassphrase(keyFile, passphrase))
    if (known === null) throw failure('encrypted', words.encryption.sealed)
    return known
  }

  /** The key of files that are still encrypted. A key that nothing opens is set aside, for whoever has its recovery key. */
  async function usedKey(): Promise<StoreKey | null> {
    const keyFile = readKeyFile(folder)
    if (keyFile === null || encryptedIn(folder).length === 0) return null
    const opened = await openKey(keyFile).catch(() => null)
    if (opened === null) setKeyFileAside(folder, new Date())
    return opened
  }

  /** @throws Failure `badInput` if the database isn't encrypted */
  async function opened(): Promise<StoreKey> {
    const key = await open()
    if (key === null) throw failure('badInput', words.encryption.notEncrypted)
    return key
  }

  return {
    current: open,
    async any() {
      const keyFile = readKeyFile(folder)
      return keyFile === null ? null : openKey(keyFile)
    },
    async state() {
      const keyFile = readKeyFile(folder)
      const isEncrypted = keyFile !== null && formOf(file) !== 'clear'
      return {
        isEncrypted,
        byVault: isEncrypted && (await openedByVault(keyFile, vault)) !== null,
        byPassphrase: isEncrypted && keyFile.passphrase !== null,
      }
    },
    async unlock(typed) {
      const keyFile = readKeyFile(folder)
      if (keyFile === null) throw failure('badInput', words.encryption.notEncrypted)
      if ('passphrase' in typed) {
        known = openedByPassphrase(keyFile, typed.passphrase)
        if (known === null) throw failure('badInput', words.encryption.wrongPassphrase)
        return
      }
      known = openedByRecoveryKey(keyFile, typed.recoveryKey)
      if (known === null) throw failure('badInput', words.encryption.wrongRecoveryKey)
      // Whoever chose a passphrase for each start wants to be asked again.
      const sealed = keyFile.passphrase === null ? await sealedByVault(known, vault) : null
      if (sealed !== null) writeKeyFile(folder, { ...keyFile, vault: sealed })
    },
    async create(recoveryKey, chosen) {
      if (formOf(file) === 'encrypted' && readKeyFile(folder) !== null)
        throw failure('badInput', words.encryption.alreadyEncrypted)
      if (chosen !== null) requireLong(chosen)
      const key = (await usedKey()) ?? newStoreKey()
      const sealed = chosen === null ? await sealedByVault(key, vault) : null
      if (chosen === null && sealed === null) throw failure('badInput', words.encryption.noVault)
      writeKeyFile(folder, {
        version: 1,
        vault: sealed,
        passphrase: chosen === null ? null : sealedByPassphrase(key, chosen),
        recovery: sealedByRecoveryKey(key, recoveryKey),
      })
      known = key
      return key
    },
    async setRecoveryKey(recoveryKey) {
      const key = await opened()
      writeKeyFile(folder, { ...readKeyFile(folder)!, recovery: sealedByRecoveryKey(key, recoveryKey) })
    },
    async setPassphrase(chosen) {
      requireLong(chosen)
      const key = await opened()
      writeKeyFile(folder, { ...readKeyFile(folder)!, passphrase: sealedByPassphrase(key, chosen) })
    },
    forget: () => void (known = null),
  }
}

function requireLong(passphrase: string): void {
  if (passphrase.length < shortestPassphrase) throw failure('badInput', words.encryption.shortPassphrase)
}
