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

/** A text that was sealed at an earlier start. If it can't be opened, the keychain has another key by now. */
export interface Canary {
  read(): Uint8Array | null
  write(sealed: Uint8Array): void
}

const song = 'TenantAtlas'

/** The operating system's keychain as a vault. A plain-text backend counts as no protection. */
export async function createSafeStorageVault(storage: SafeStorage, platform: string, canary: Canary): Promise<Vault> {
  const backend = storage.getSelectedStorageBackend?.()
  const isAvailable = await (storage.isAsyncEncryptionAvailable?.() ?? storage.isEncryptionAvailable?.() ?? false)
  const seal = async (text: string): Promise<Uint8Array | null> =>
    (await storage.encryptStringAsync?.(text)) ?? storage.encryptString?.(text) ?? null
  const open = async (sealed: Uint8Array): Promise<string | null> => {
    try {
      const opened = await storage.decryptStringAsync?.(Buffer.from(sealed))
      if (opened !== undefined) return typeof opened === 'string' ? opened : opened.result
      return storage.decryptString?.(Buffer.from(sealed)) ?? null
    } catch {
      return null
    }
  }
  const unusable = (concern: string): Vault => ({
    protection: null,
    concern,
    seal: () => Promise.resolve(null),
    open: () => Promise.resolve(null),
  })
  // It says which keychain the synchronous calls use; the others find one also on desktops that Electron doesn't know
  // (electron/electron#48445).
  if (backend === 'basic_text' && !storage.encryptStringAsync) return unusable(words.notices.plainText)
  if (!isAvailable) return unusable(words.notices.locked)
  // A keychain that says it is available may refuse all the same.
  const probe = await seal(song).catch(() => null)
  if (probe === null) return unusable(words.notices.refused)
  // On Linux, this prefix is that of a key that everybody knows: no keychain answered (os_crypt_linux.cc).
  if (platform === 'linux' && Buffer.from(probe).subarray(0, 3).toString() === 'v10')
    return unusable(words.notices.plainText)
  const earlier = canary.read()
  const isSameKey = earlier === null || (await open(earlier)) === song
  if (earlier === null || !isSameKey) canary.write(probe)
  return {
    protection:
      names[platform] ?? words.keychains.other(backend === 'basic_text' ? 'Secret Service' : (backend ?? 'unknown')),
    concern: isSameKey ? null : words.notices.otherKey,
    seal,
    open,
  }
}
