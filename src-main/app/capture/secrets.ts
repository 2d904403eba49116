import { forEachInTurns } from '../breathe.ts'
import type { GraphReader } from '../ports/graph.ts'
import type { Vault } from '../ports/ports.ts'
import type { PolicyRow } from '../ports/policies.ts'
import type { SealedSecret } from '../ports/versions.ts'
import type { Store } from '../ports/store.ts'
import { isObject, text, type Json } from '#domain/json.ts'
import { collectionPath } from '#domain/policy-types/building-blocks/address.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import type { WholeDocument } from './read-documents.ts'
import { words } from './words.ts'

/** The sealed secrets of a document, and a note if some couldn't be kept. */
export interface SealedSecrets {
  readonly sealed: readonly SealedSecret[]
  readonly note: string | null
}

/**
 * Adds the clear text of secrets that Graph masks and returns separately, in shared batches. Without a vault, nothing
 * is requested.
 *
 * @returns for each document its clear-text secrets by pointer, in the form to write them back
 */
export async function readSecrets(
  reader: GraphReader,
  vault: Vault,
  documents: readonly (WholeDocument & { readonly type: PolicyType })[],
): Promise<ReadonlyMap<string, string>[]> {
  if (vault.protection === null) return documents.map(() => new Map())
  const asked = (
    await forEachInTurns(documents, ({ type, document }, index) =>
      (type.capture.secrets?.(document) ?? []).flatMap(({ pointer, readPath, base64 }) =>
        readPath === null
          ? []
          : [{ index, pointer, base64, path: `${collectionPath(type, document)}/${text(document['id'])}/${readPath}` }],
      ),
    )
  ).flat()
  const answers = await reader.batch(asked.map(({ path }) => ({ path, list: false })))
  const clear = documents.map((document) => new Map(document.clear))
  for (const [at, { index, pointer, base64 }] of asked.entries()) {
    const answer = answers[at]!
    if (!answer.ok || !isObject(answer.value)) continue
    const { value } = answer.value
    if (typeof value !== 'string') continue
    clear[index]!.set(pointer, base64 ? Buffer.from(value, 'utf8').toString('base64') : value)
  }
  return clear
}

/** Seals the secrets of a document. Clear-text values go nowhere else (000-4). */
export async function sealSecrets(
  vault: Vault,
  type: PolicyType,
  document: Json,
  clear: ReadonlyMap<string, string>,
): Promise<SealedSecrets> {
  const secrets = (type.capture.secrets?.(document) ?? []).filter((secret) => !secret.isDisposable)
  if (secrets.length === 0) return { sealed: [], note: null }

  if (vault.protection === null) return { sealed: [], note: words.secrets.notKept(secrets.length) }
  const sealed: SealedSecret[] = []
  for (const { pointer, label } of secrets) {
    const value = clear.get(pointer)
    const bytes = value === undefined ? null : await vault.seal(value)
    if (bytes) sealed.push({ pointer, label, sealed: bytes })
  }
  const missing = secrets.length - sealed.length
  return { sealed, note: missing > 0 ? words.secrets.notRead(missing, secrets.length) : null }
}

/** Whether secrets with the same mask differ from the latest version. Unknown secrets don't count. */
export async function haveChanged(
  store: Store,
  vault: Vault,
  policy: PolicyRow,
  clear: ReadonlyMap<string, string>,
): Promise<boolean> {
  if (clear.size === 0 || policy.versionId === null) return false
  for (const { pointer, sealed } of await store.versions.secrets(policy.versionId)) {
    const before = await vault.open(sealed)
    const now = clear.get(pointer)
    if (before !== null && now !== undefined && before !== now) return true
  }
  return false
}
