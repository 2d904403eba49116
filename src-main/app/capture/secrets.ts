import type { GraphReader } from '../ports/graph.ts'
import type { Vault } from '../ports/ports.ts'
import type { SealedSecret } from '../ports/store.ts'
import { isObject, text, type Json } from '#domain/json.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'

/** Secrets of a document, sealed; and a sentence when some could not be kept. */
export interface CapturedSecrets {
  readonly sealed: readonly SealedSecret[]
  readonly note: string | null
}

/**
 * Reads the clear values that Graph masks and seals them at once; no clear value goes anywhere else (rule A-5).
 * Without a vault nothing is even asked for.
 */
export async function captureSecrets(reader: GraphReader, vault: Vault, type: PolicyType, document: Json): Promise<CapturedSecrets> {
  const masked = type.capture.secrets?.(document) ?? []
  if (masked.length === 0) return { sealed: [], note: null }
  const count = `${masked.length} secret value${masked.length === 1 ? '' : 's'}`
  if (vault.protection === null) return { sealed: [], note: `${count} not kept: no vault protects secrets here` }
  const answers = await reader.batch(masked.map((secret) => ({ path: `${type.path}/${text(document['id'])}/${secret.readPath}`, list: false })))
  const sealed: SealedSecret[] = []
  for (const [index, answer] of answers.entries()) {
    const { pointer, label, base64 } = masked[index]!
    if (!answer.ok || !isObject(answer.value)) continue
    const clear = text(answer.value['value'])
    // Sealed in the form in which it is written back.
    const bytes = await vault.seal(base64 ? Buffer.from(clear, 'utf8').toString('base64') : clear)
    if (bytes) sealed.push({ pointer, label, sealed: bytes })
  }
  const missing = masked.length - sealed.length
  return { sealed, note: missing > 0 ? `${missing} of ${count} could not be read` : null }
}
