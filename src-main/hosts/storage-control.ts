import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { failure, toAppError } from '#contract/errors.ts'
import type { StorageState, StorageWork } from '#contract/model/storage.ts'
import type { Listener } from '#app/core.ts'
import { breathe } from '#app/breathe.ts'
import type { Log, Vault } from '#app/ports/ports.ts'
import type { Begin, StorageControl } from '#app/ports/storage.ts'
import { compactDatabase } from '#infra/store/compaction.ts'
import { clearTextIn, convertDatabase, encryptedIn } from '#infra/store/encryption/conversion.ts'
import { removeKeyFile } from '#infra/store/encryption/key-file.ts'
import { newRecoveryKey } from '#infra/store/encryption/recovery-key.ts'
import type { StoreKeys } from '#infra/store/encryption/store-keys.ts'
import { listCopies, pathOfCopy } from '#infra/store/copies.ts'
import { useCopy, useSalvaged } from '#infra/store/replacement.ts'
import { takeWorkLock } from '#infra/store/work-lock.ts'
import { words as storeWords } from '#infra/store/words.ts'
import { salvagedLines } from './cli/store-words.ts'
import { words } from './words.ts'

export interface StorageOptions {
  readonly folder: string
  readonly vault: Vault
  readonly keys: StoreKeys
  /** Closes the core, does the work, and opens the core again; null where nothing can do that. */
  readonly rebuild: ((work: () => Promise<void>) => void) | null
  readonly publish: Listener
  readonly log?: Pick<Log, 'error'>
}

/** The storage of a host: what its screens ask for, and what its core reports. */
export interface HostStorage extends StorageControl {
  /** @param problem why there is no copy of today; null if there is one */
  noteCopy(problem: string | null): void
}

/** Milliseconds between two reports of progress. */
const reportEveryMs = 200

/** Encrypts, replaces and salvages the database of a host while its core is closed. */
export function createStorageControl({ folder, vault, keys, rebuild, publish, log }: StorageOptions): HostStorage {
  let outcome: StorageState['outcome'] = null
  let copyProblem: string | null = null
  const file = join(folder, 'atlas.db')

  /** @throws Failure `badInput` where nothing can close the core */
  function requireReplaceable(): NonNullable<StorageOptions['rebuild']> {
    if (rebuild === null) throw failure('badInput', words.storage.onlyInApp)
    return rebuild
  }

  function begin(work: StorageWork, does: (progress: Progress) => Promise<Told>): Begin {
    const again = requireReplaceable()
    return () =>
      again(async () => {
        outcome = null
        try {
          const lock = takeWorkLock(folder)
          try {
            outcome = { work, hasFailed: false, ...(await does(reporter(work))) }
          } finally {
            lock.release()
          }
        } catch (error) {
          log?.error({ work, error: String(error) }, 'work on the database failed')
          const { message, hint } = toAppError(error)
          outcome = { work, hasFailed: true, sentence: message, details: hint ? [hint] : [] }
        }
      })
  }

  function reporter(work: StorageWork): Progress {
    let last = 0
    return (done, total) => {
      const now = performance.now()
      if (now - last < reportEveryMs && done < total) return
      last = now
      publish('storage.progress', { work, done, total })
    }
  }

  return {
    noteCopy(problem) {
      if (problem === copyProblem) return
      copyProblem = problem
      publish('storage.changed', {})
    },
    async state(problem) {
      const { isEncrypted, byVault, byPassphrase } = await keys.state()
      return {
        isEncrypted,
        opensWith: { vault: byVault, passphrase: byPassphrase },
        vault: vault.protection,
        clearText: isEncrypted && existsSync(folder) ? clearTextIn(folder) : [],
        size: [file, `${file}-wal`].reduce(
          (sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0),
          0,
        ),
        copies: listCopies(folder),
        copyProblem,
        isReplaceable: rebuild !== null,
        outcome,
        problem,
      }
    },
    newRecoveryKey,
    async encrypt(recoveryKey, passphrase) {
      requireReplaceable()
      const key = await keys.create(recoveryKey, passphrase)
      return begin('encrypt', async (progress) => {
        await convertDatabase(folder, null, key, { breathe, progress })
        return { sentence: words.storage.encrypted, details: clearTextIn(folder).map(words.storage.stillClear) }
      })
    },
    async decrypt() {
      const key = await keys.any()
      if (key === null) throw failure('badInput', storeWords.encryption.notEncrypted)
      return begin('decrypt', async (progress) => {
        await convertDatabase(folder, key, null, { breathe, progress })
        const left = encryptedIn(folder)
        // They need their key.
        if (left.length === 0) {
          keys.forget()
          removeKeyFile(folder)
        }
        return { sentence: words.storage.decrypted, details: left.map(words.storage.stillEncrypted) }
      })
    },
    setRecoveryKey: (recoveryKey) => keys.setRecoveryKey(recoveryKey),
    setPassphrase: (passphrase) => keys.setPassphrase(passphrase),
    async unlock(typed) {
      const again = requireReplaceable()
      await keys.unlock(typed)
      return () => again(() => Promise.resolve())
    },
    async useCopy(name) {
      requireReplaceable()
      if (pathOfCopy(folder, name) === null) throw failure('notFound', storeWords.copies.noCopy(name))
      const key = await keys.any()
      return begin('useCopy', async () => {
        const movedTo = await useCopy(folder, name, new Date(), key)
        return { sentence: words.storage.copyUsed(name), details: [words.storage.movedTo(movedTo)] }
      })
    },
    async compact() {
      requireReplaceable()
      const key = await keys.current()
      return begin('compact', async (progress) => {
        const { before, after } = await compactDatabase(folder, key, { breathe, progress })
        return { sentence: words.storage.compacted(before, after), details: [] }
      })
    },
    async salvage() {
      requireReplaceable()
      const key = await keys.current()
      return begin('salvage', async () => {
        const { salvaged, movedTo } = await useSalvaged(folder, new Date(), key)
        const [sentence = '', ...details] = salvagedLines(salvaged, movedTo)
        return { sentence, details }
      })
    },
  }
}

type Progress = (done: number, total: number) => void
type Told = Pick<NonNullable<StorageState['outcome']>, 'sentence' | 'details'>
