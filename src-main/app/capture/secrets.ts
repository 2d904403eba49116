import type { GraphReader } from '../ports/graph.ts'
import type { Vault } from '../ports/ports.ts'
import type { PolicyRow, SealedSecret, Store } from '../ports/store.ts'
import { isObject, text, type Json } from '#domain/json.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'

/** Secrets of a document, sealed; and a sentence when some could not be kept. */
export interface CapturedSecrets {
  readonly sealed: readonly SealedSecret[]
  /** Their clear values by pointer, to compare with those of before; they go nowhere else. */
  readonly clear: ReadonlyMap<string, string>
  readonly note: string | null
}

/**
 * Seals the secrets of a document: those that Graph answered in clear, and those that it masks and tells apart.
 * No clear value goes anywhere else (rule A-5). Without a vault nothing is even asked for.
 *
 * @param answered secrets that were in the document, by their pointer
 */
export async function captureSecrets(reader: GraphReader, vault: Vault, type: PolicyType, document: Json, answered: ReadonlyMap<string, string>): Promise<CapturedSecrets> {
  const secrets = type.capture.secrets?.(document) ?? []
  if (secrets.length === 0) return { sealed: [], clear: new Map(), note: null }
  const count = `${secrets.length} secret value${secrets.length === 1 ? '' : 's'}`
  if (vault.protection === null) return { sealed: [], clear: new Map(), note: `${count} not kept: no vault protects secrets here` }
  const asked = secrets.filter((secret) => secret.readPath !== null)
  const answers = await reader.batch(asked.map((secret) => ({ path: `${type.path}/${text(document['id'])}/${secret.readPath}`, list: false })))
  const clear = new Map(answered)
  for (const [index, answer] of answers.entries()) {
    const { pointer, base64 } = asked[index]!
    if (!answer.ok || !isObject(answer.value)) continue
    const value = text(answer.value['value'])
    // Kept in the form in which it is written back.
    clear.set(pointer, base64 ? Buffer.from(value, 'utf8').toString('base64') : value)
  }
  const sealed: SealedSecret[] = []
  for (const { pointer, label } of secrets) {
    const value = clear.get(pointer)
    const bytes = value === undefined ? null : await vault.seal(value)
    if (bytes) sealed.push({ pointer, label, sealed: bytes })
  }
  const missing = secrets.length - sealed.length
  return { sealed, clear, note: missing > 0 ? `${missing} of ${count} could not be read` : null }
}

/** Whether secrets differ from those of the latest version behind the same masks; unknown ones do not count. */
export async function haveChanged(store: Store, vault: Vault, policy: PolicyRow, clear: ReadonlyMap<string, string>): Promise<boolean> {
  if (clear.size === 0 || policy.versionId === null) return false
  for (const { pointer, sealed } of await store.versions.secrets(policy.versionId)) {
    const before = await vault.open(sealed)
    const now = clear.get(pointer)
    if (before !== null && now !== undefined && before !== now) return true
  }
  return false
}
