import { createHash } from 'node:crypto'
import type { Vault } from '../ports/ports.ts'
import type { ReadStore } from '../ports/store.ts'

/** Fingerprints of secrets by pointer. They are compared in memory and never stored. */
export type SecretPrints = ReadonlyMap<string, string>

/** The fingerprints of clear-text secrets. */
export const printsOf = (secrets: ReadonlyMap<string, string>): SecretPrints =>
  new Map([...secrets].map(([pointer, clear]) => [pointer, createHash('sha256').update(clear).digest('hex')]))

/** The clear-text secrets of a version by pointer, as far as this computer can open them. */
export async function openSecrets(store: ReadStore, vault: Vault, versionId: string): Promise<Map<string, string>> {
  const opened = new Map<string, string>()
  for (const { pointer, sealed } of await store.versions.secrets(versionId)) {
    const clear = await vault.open(sealed)
    if (clear !== null) opened.set(pointer, clear)
  }
  return opened
}
