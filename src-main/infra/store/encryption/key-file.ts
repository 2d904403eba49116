import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, scryptSync } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { failure } from '#contract/errors.ts'
import type { Vault } from '#app/ports/ports.ts'
import { syncFile } from '../sync-file.ts'
import { words } from '../words.ts'
import type { StoreKey } from './connection.ts'
import { bytesOfRecoveryKey } from './recovery-key.ts'

/** scrypt with 128 MB, about half a second: a passphrase is weaker than a key (RFC 7914; OWASP: password storage). */
const scryptCost = { N: 131_072, r: 8, p: 1, maxmem: 192 * 1024 * 1024 } as const

const Sealed = z.string().max(10_000)

/** The key of the database, sealed in each way in which it can be opened. */
const KeyFile = z.object({
  version: z.literal(1),
  /** By the keychain of the system, or the passphrase in the environment; null if nothing on this computer does. */
  vault: Sealed.nullable(),
  /** By a passphrase that somebody types at each start. */
  passphrase: z.object({ salt: z.string().max(100), sealed: Sealed }).nullable(),
  /** By the recovery key. */
  recovery: Sealed,
})
export type KeyFile = z.infer<typeof KeyFile>

const fileName = 'store-key.json'

/** Where the key file lies. A second one lies beside the copies, because without it no copy can be opened either. */
const places = (folder: string): readonly string[] => [join(folder, fileName), join(folder, 'copies', fileName)]

/** @returns null if the data folder has none. @throws Failure `storage` if it can't be read */
export function readKeyFile(folder: string): KeyFile | null {
  const found = places(folder).filter((path) => existsSync(path))
  for (const path of found) {
    const parsed = KeyFile.safeParse(parse(path))
    if (parsed.success) return parsed.data
  }
  if (found.length === 0) return null
  throw failure('storage', words.encryption.unreadableKeyFile)
}

/** Puts the key file beside a copy of the database: without it, no recovery key opens the copy. */
export function copyKeyFile(from: string, to: string): void {
  const found = places(from).find((path) => KeyFile.safeParse(parse(path)).success)
  if (found === undefined) throw failure('storage', words.encryption.unreadableKeyFile)
  copyFileSync(found, join(to, fileName))
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

/** Writes the key file to both places. Each is whole at any moment. */
export function writeKeyFile(folder: string, file: KeyFile): void {
  mkdirSync(join(folder, 'copies'), { recursive: true })
  for (const path of places(folder)) {
    const partial = `${path}.partial`
    writeFileSync(partial, JSON.stringify(file, null, 2), { mode: 0o600 })
    syncFile(partial)
    renameSync(partial, path)
  }
}

/** Keeps a key file under a name with the day, because another one takes its place. */
export function setKeyFileAside(folder: string, now: Date): void {
  const aside = `store-key-${now.toISOString().replaceAll(/[:.]/g, '-')}.json`
  for (const path of places(folder)) if (existsSync(path)) renameSync(path, join(dirname(path), aside))
}

/** Removes the key file, once nothing is encrypted with its key any more. */
export function removeKeyFile(folder: string): void {
  for (const path of places(folder)) rmSync(path, { force: true })
}

/** A new key of 256 bits. */
export const newStoreKey = (): StoreKey => randomBytes(32).toString('hex')

/** The key, sealed by the vault; null if the vault protects nothing. */
export async function sealedByVault(key: StoreKey, vault: Vault): Promise<string | null> {
  const sealed = await vault.seal(key)
  return sealed === null ? null : Buffer.from(sealed).toString('base64')
}

/** The key that the vault sealed; null if it was sealed elsewhere. */
export async function openedByVault(file: KeyFile, vault: Vault): Promise<StoreKey | null> {
  if (file.vault === null) return null
  const key = await vault.open(Buffer.from(file.vault, 'base64'))
  return key !== null && /^[0-9a-f]{64}$/.test(key) ? key : null
}

export function sealedByPassphrase(key: StoreKey, passphrase: string): NonNullable<KeyFile['passphrase']> {
  const salt = randomBytes(16)
  return { salt: salt.toString('base64'), sealed: seal(key, scryptSync(passphrase, salt, 32, scryptCost)) }
}

/** @returns null if the passphrase is wrong, or none was chosen */
export function openedByPassphrase({ passphrase: slot }: KeyFile, passphrase: string): StoreKey | null {
  return slot && open(slot.sealed, scryptSync(passphrase, Buffer.from(slot.salt, 'base64'), 32, scryptCost))
}

/** @throws Failure `badInput` if a character of the recovery key is wrong or missing */
export const sealedByRecoveryKey = (key: StoreKey, recoveryKey: string): string => seal(key, recoveryBytes(recoveryKey))

/** @returns null if it is the recovery key of something else. @throws Failure `badInput` if it is mistyped */
export const openedByRecoveryKey = (file: KeyFile, recoveryKey: string): StoreKey | null =>
  open(file.recovery, recoveryBytes(recoveryKey))

/** It has 160 random bits, so a slow derivation would add nothing. */
function recoveryBytes(recoveryKey: string): Buffer {
  const bytes = bytesOfRecoveryKey(recoveryKey)
  if (bytes === null) throw failure('badInput', words.encryption.mistypedRecoveryKey)
  return Buffer.from(hkdfSync('sha256', bytes, Buffer.alloc(0), 'TenantAtlas recovery key', 32))
}

function seal(key: StoreKey, wrapping: Buffer): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', wrapping, iv)
  const body = Buffer.concat([cipher.update(key, 'hex'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')
}

function open(sealed: string, wrapping: Buffer): StoreKey | null {
  const bytes = Buffer.from(sealed, 'base64')
  try {
    const decipher = createDecipheriv('aes-256-gcm', wrapping, bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(12, 28))
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('hex')
  } catch {
    return null
  }
}
