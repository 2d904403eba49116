import type { Vault } from '#app/ports/ports.ts'
import { words } from '../words.ts'

/**
 * The part of Electron's `safeStorage` that is used. The asynchronous calls will replace the others (Electron docs:
 * safe-storage).
 */
export interface SafeStorage {
  isEncryptionAvailable?(): boolean
  encryptString?(text: string): Buffer
  decryptString?(sealed: Buffer): string
  isAsyncEncryptionAvailable?(): Promise<boolean>
  encryptStringAsync?(text: string): Promise<Buffer>
  decryptStringAsync?(sealed: Buffer): Promise<{ result: string } | string>
  getSelectedStorageBackend?(): string
}

const names: Readonly<Record<string, string>> = {
  win32: words.keychains.windows,
  darwin: words.keychains.macos,
}

/** The operating system's keychain as a vault. A plain-text backend counts as no protection. */
export async function createSafeStorageVault(storage: SafeStorage, platform: string): Promise<Vault> {
  const backend = storage.getSelectedStorageBackend?.()
  const available = await (storage.isAsyncEncryptionAvailable?.() ?? storage.isEncryptionAvailable?.() ?? false)
  const usable = available && backend !== 'basic_text'
  return {
    protection: usable ? (names[platform] ?? words.keychains.other(backend ?? 'unknown')) : null,
    async seal(text) {
      if (!usable) return null
      return (await storage.encryptStringAsync?.(text)) ?? storage.encryptString?.(text) ?? null
    },
    async open(sealed) {
      if (!usable) return null
      try {
        const opened = await storage.decryptStringAsync?.(Buffer.from(sealed))
        if (opened !== undefined) return typeof opened === 'string' ? opened : opened.result
        return storage.decryptString?.(Buffer.from(sealed)) ?? null
      } catch {
        return null
      }
    },
  }
}
