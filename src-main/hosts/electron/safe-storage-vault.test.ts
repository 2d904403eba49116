import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { canaryFile, commandCanary } from './canary-file.ts'
import { createSafeStorageVault, type Canary, type SafeStorage } from './safe-storage-vault.ts'

/** A keychain whose key may be another one at the next start. */
const keychain = (key = 1): SafeStorage => ({
  isAsyncEncryptionAvailable: async () => true,
  encryptStringAsync: async (text) => Buffer.from(`${key}${text}`),
  decryptStringAsync: async (sealed) => {
    if (!sealed.toString().startsWith(String(key))) throw new Error('Error while decrypting the ciphertext.')
    return { result: sealed.toString().slice(1) }
  },
})
function memory(): Canary {
  let kept: Uint8Array | null = null
  return { read: () => kept, write: (sealed) => void (kept = sealed) }
}

describe('the keychain', () => {
  it.each([
    ['win32', 'Windows'],
    ['darwin', 'macOS'],
    ['linux', 'gnome_libsecret'],
  ])('is named on %s (905-14)', async (platform, name) => {
    const storage = { ...keychain(), getSelectedStorageBackend: () => 'gnome_libsecret' }
    const vault = await createSafeStorageVault(storage, platform, memory())
    expect(vault.protection).toContain(name)
    expect(vault.concern).toBeNull()
    expect(await vault.open((await vault.seal('secret'))!)).toBe('secret')
  })

  it.each([
    ['has no key', { isAsyncEncryptionAvailable: async () => false }, 'locked'],
    [
      'uses the key that everybody knows',
      { encryptStringAsync: async (text: string) => Buffer.from(`v10${text}`) },
      'GNOME Keyring or KWallet',
    ],
    ['refuses', { encryptStringAsync: () => Promise.reject(new Error('No.')) }, 'refused'],
  ])('that %s protects nothing, and says so (905-14)', async (_what, change, said) => {
    const vault = await createSafeStorageVault({ ...keychain(), ...change }, 'linux', memory())
    expect(vault.protection).toBeNull()
    expect(vault.concern).toContain(said)
    expect(await vault.seal('secret')).toBeNull()
  })

  it('that writes plain text protects nothing, where only the synchronous calls are there (905-14)', async () => {
    const storage = { isEncryptionAvailable: () => true, getSelectedStorageBackend: () => 'basic_text' }
    expect((await createSafeStorageVault(storage, 'linux', memory())).concern).toContain('GNOME Keyring or KWallet')
    // The asynchronous calls find a keychain also on a desktop that Electron doesn't know.
    const found = await createSafeStorageVault({ ...keychain(), ...storage }, 'linux', memory())
    expect(found.protection).toContain('Secret Service')
  })

  it('with another key says so once, and protects what comes next (905-14)', async () => {
    const canary = memory()
    const first = await createSafeStorageVault(keychain(1), 'win32', canary)
    const sealed = (await first.seal('secret'))!
    const other = await createSafeStorageVault(keychain(2), 'win32', canary)
    expect(other.concern).toContain('another key than last time')
    expect(await other.open(sealed)).toBeNull()
    expect(await other.open((await other.seal('new'))!)).toBe('new')
    expect((await createSafeStorageVault(keychain(2), 'win32', canary)).concern).toBeNull()
  })

  it('with another key is left to the window by a command, which tells nobody (905-14)', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-canary-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'shell', 'keychain-check')
    const concernOf = async (key: number, canary: Canary) =>
      (await createSafeStorageVault(keychain(key), 'win32', canary)).concern
    expect(await concernOf(1, commandCanary(file))).toBeNull()
    expect(await concernOf(2, commandCanary(file))).toContain('another key than last time')
    expect(await concernOf(2, canaryFile(file))).toContain('another key than last time')
    expect(await concernOf(2, canaryFile(file))).toBeNull()
  })
})
