import { createHash } from 'node:crypto'
import type { Vault } from '../ports/ports.ts'
import type { PolicyRow, Store } from '../ports/store.ts'

/** Prints of secrets by their pointer: equal secrets have equal prints. They are compared in memory and never stored. */
export type SecretPrints = ReadonlyMap<string, string>

/** The prints of clear secrets. */
export const printsOf = (secrets: ReadonlyMap<string, string>): SecretPrints =>
  new Map([...secrets].map(([pointer, clear]) => [pointer, createHash('sha256').update(clear).digest('hex')]))

/** The prints of what an object held when it was captured last; none where nothing is known. */
export async function latestPrints(store: Store, vault: Vault, policies: readonly PolicyRow[], type: string, externalId: string): Promise<SecretPrints> {
  const policy = policies.find((row) => row.type === type && row.externalId === externalId)
  return policy?.versionId ? printsOf(await openSecrets(store, vault, policy.versionId)) : new Map()
}

/** The clear secrets of a version by their pointer; only those that this machine can open. */
export async function openSecrets(store: Store, vault: Vault, versionId: string): Promise<Map<string, string>> {
  const opened = new Map<string, string>()
  for (const { pointer, sealed } of await store.versions.secrets(versionId)) {
    const clear = await vault.open(sealed)
    if (clear !== null) opened.set(pointer, clear)
  }
  return opened
}
