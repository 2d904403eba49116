import type { StorageState } from '#contract/model/storage.ts'
import type { AppError } from '#contract/errors.ts'

/** Begins prepared work, once the call that asked for it is answered. */
export type Begin = () => void

/** The database as a file. What is long is prepared and checked first, and begun afterwards. */
export interface StorageControl {
  /** @param problem why the database can't be opened */
  state(problem: AppError | null): Promise<StorageState>
  newRecoveryKey(): string
  /** @throws Failure `badInput` if it is encrypted, or nothing would keep the key */
  encrypt(recoveryKey: string, passphrase: string | null): Promise<Begin>
  /** @throws Failure `badInput` if it isn't encrypted */
  decrypt(): Promise<Begin>
  /** @throws Failure `badInput` if it isn't encrypted, or the key is mistyped */
  setRecoveryKey(recoveryKey: string): Promise<void>
  /** @throws Failure `badInput` if it isn't encrypted, or the passphrase is too short */
  setPassphrase(passphrase: string): Promise<void>
  /** @throws Failure `badInput` if what was typed opens nothing */
  unlock(typed: { readonly recoveryKey: string } | { readonly passphrase: string }): Promise<Begin>
  /** @throws Failure `notFound` if there is no such copy */
  useCopy(name: string): Promise<Begin>
  salvage(): Promise<Begin>
  compact(): Promise<Begin>
  /** Brings a large database of an earlier version up to date, and makes it small. Nothing if that isn't due. */
  update(): Promise<Begin>
  /** Stops work that can be stopped; does nothing without one. */
  stop(): void
}
