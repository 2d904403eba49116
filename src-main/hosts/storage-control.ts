import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { failure, toAppError } from '#contract/errors.ts'
import type { StorageState, StorageWork } from '#contract/model/storage.ts'
import type { Listener } from '#app/core.ts'
import { breathe } from '#app/breathe.ts'
import type { Log, Vault } from '#app/ports/ports.ts'
import type { Begin, StorageControl } from '#app/ports/storage.ts'
import { compactDatabase } from '#infra/store/compaction.ts'
import type { CopySteps } from '#infra/store/copy-database.ts'
import { clearTextIn, convertDatabase, encryptedIn } from '#infra/store/encryption/conversion.ts'
import { removeKeyFile } from '#infra/store/encryption/key-file.ts'
import { newRecoveryKey } from '#infra/store/encryption/recovery-key.ts'
import type { StoreKeys } from '#infra/store/encryption/store-keys.ts'
import { listCopies, pathOfCopy } from '#infra/store/copies.ts'
import { useCopy, useSalvaged } from '#infra/store/replacement.ts'
import { inThread } from '#infra/store/thread/in-thread.ts'
import { isUpdateDue } from '#infra/store/update.ts'
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
  /** Bytes from which a database of an earlier version is updated with progress; 30 MB by default. */
  readonly largeFrom?: number | undefined
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
export function createStorageControl({
  folder,
  vault,
  keys,
  rebuild,
  publish,
  largeFrom,
  log,
}: StorageOptions): HostStorage {
  let outcome: StorageState['outcome'] = null
  let copyProblem: string | null = null
  let stopping = new AbortController()
  const file = join(folder, 'atlas.db')

  /** @throws Failure `badInput` where nothing can close the core */
  function requireReplaceable(): NonNullable<StorageOptions['rebuild']> {
    if (rebuild === null) throw failure('badInput', words.storage.onlyInApp)
    return rebuild
  }

  function begin(work: StorageWork, does: (steps: Steps) => Promise<Told>): Begin {
    const again = requireReplaceable()
    return () => {
      // From here on, because it waits for other calls before it begins.
      stopping = new AbortController()
      const { signal } = stopping
      again(async () => {
        outcome = null
        try {
          const lock = takeWorkLock(folder)
          try {
            outcome = { work, hasFailed: false, ...(await does(stepsOf(work, signal))) }
          } finally {
            lock.release()
          }
        } catch (error) {
          log?.error({ work, error: String(error) }, 'work on the database failed')
          const { code, message, hint } = toAppError(error)
          outcome =
            code === 'cancelled'
              ? { work, hasFailed: false, sentence: words.storage.stopped, details: [] }
              : { work, hasFailed: true, sentence: message, details: hint ? [hint] : [] }
        }
      })
    }
  }

  function stepsOf(work: StorageWork, stopped: AbortSignal): Steps {
    let last = 0
    let couldStop: boolean | null = null
    const report = (done: number, total: number, canStop: boolean): void => {
      const now = performance.now()
      if (now - last < reportEveryMs && done < total && canStop === couldStop) return
      last = now
      couldStop = canStop
      publish('storage.progress', { work, done, total, canStop })
    }
    const ofKind = (canStop: boolean): CopySteps => ({
      async breathe() {
        if (canStop && stopped.aborted) throw failure('cancelled', { message: words.storage.stopped })
        await breathe()
      },
      progress: (done, total) => report(done, total, canStop),
    })
    return { whole: ofKind(false), stoppable: ofKind(true) }
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
        isOutdated: problem !== null && isUpdateDue(folder, await keys.current().catch(() => null), largeFrom),
        problem,
      }
    },
    newRecoveryKey,
    async encrypt(recoveryKey, passphrase) {
      requireReplaceable()
      const key = await keys.create(recoveryKey, passphrase)
      return begin('encrypt', async ({ whole }) => {
        await convertDatabase(folder, null, key, whole)
        return { sentence: words.storage.encrypted, details: clearTextIn(folder).map(words.storage.stillClear) }
      })
    },
    async decrypt() {
      const key = await keys.any()
      if (key === null) throw failure('badInput', storeWords.encryption.notEncrypted)
      return begin('decrypt', async ({ whole }) => {
        await convertDatabase(folder, key, null, whole)
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
      return begin('compact', async ({ stoppable }) => {
        const { before, after } = await compactDatabase(folder, key, stoppable)
        return { sentence: words.storage.compacted(before, after), details: [] }
      })
    },
    stop: () => stopping.abort(),
    async update() {
      requireReplaceable()
      const key = await keys.current()
      if (!isUpdateDue(folder, key, largeFrom)) return () => {}
      return begin('update', async ({ whole, stoppable }) => {
        for await (const { done, of } of inThread({ file, key }, 'migrate', whole.breathe)) whole.progress?.(done, of)
        try {
          const { before, after } = await compactDatabase(folder, key, stoppable)
          return { sentence: words.storage.updated, details: [words.storage.compacted(before, after)] }
        } catch (error) {
          // It is up to date, and can be compacted another time.
          const { code, message } = toAppError(error)
          return {
            sentence: words.storage.updated,
            details: [code === 'cancelled' ? words.storage.notCompacted : message],
          }
        }
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

/** What work on the database calls, as long as it can't be stopped, and from when on it can. */
interface Steps {
  readonly whole: CopySteps
  readonly stoppable: CopySteps
}
type Told = Pick<NonNullable<StorageState['outcome']>, 'sentence' | 'details'>
