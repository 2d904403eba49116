import { createHash } from 'node:crypto'
import type { Vault } from '../ports/ports.ts'
import type { ReadStore } from '../ports/store.ts'

/** Fingerprints of secrets by pointer. They are compared in memory and never stored. */
export type SecretPrints = ReadonlyMap<string, string>

/** The fingerprints of clear-text secrets. */
export const printsOf = (secrets: ReadonlyMap<string, string>): SecretPrints =>
  new Map([...secrets].map(([pointer, clear]) => [pointer, createHash('sha256').update(clear).digest('hex')]))

/**
 * The clear-text secrets of a version by pointer, as far as this computer can open them: those of the backup, and in
 * their place what somebody typed in for a restore to this tenant.
 */
export async function openSecrets(
  store: ReadStore,
  vault: Vault,
  tenantId: string,
  versionId: string,
): Promise<Map<string, string>> {
  const opened = new Map<string, string>()
  const kept = await store.versions.secrets(versionId)
  const typed = (await store.typedSecrets.list(tenantId, versionId)).flatMap(({ pointer, sealed }) =>
    sealed === null ? [] : [{ pointer, sealed }],
  )
  for (const { pointer, sealed } of [...kept, ...typed]) {
    const clear = await vault.open(sealed)
    if (clear !== null) opened.set(pointer, clear)
  }
  return opened
}
