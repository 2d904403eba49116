import { mask, maskedPointers } from '../policy-types/building-blocks/secrets.ts'
import { valueAt, withValues } from '../canonical/pointer.ts'
import { isObject, type Json } from '../json.ts'
import type { SecretAsk, SourceItem } from './plan-types.ts'
import type { WriteStep } from './write-step.ts'

/** Top-level properties that hold a secret which differs between the two sides. */
export function changedSecrets(
  wanted: ReadonlyMap<string, string> | undefined,
  live: ReadonlyMap<string, string> | undefined,
): string[] {
  const differing = [...(wanted ?? [])].filter(([pointer, print]) => live?.has(pointer) && live.get(pointer) !== print)
  return [...new Set(differing.map(([pointer]) => pointer.split('/')[1] ?? ''))]
}

/**
 * Those entries, by pointer, whose secrets are the same on both sides.
 *
 * @param entries the secrets of one side, or what tells them apart
 */
export const sameSecrets = <Entry>(
  entries: ReadonlyMap<string, Entry>,
  wanted: ReadonlyMap<string, string>,
  live: ReadonlyMap<string, string> | undefined,
): ReadonlyMap<string, Entry> =>
  new Map([...entries].filter(([pointer]) => wanted.has(pointer) && wanted.get(pointer) === live?.get(pointer)))

/** Masked values in requests, which the store does not have in clear: by their label, or by their path. */
export function hiddenIn(item: SourceItem, steps: readonly WriteStep[]): string[] {
  const hidden = steps
    .flatMap((step) => maskedPointers(step.body))
    .filter((pointer) => !item.secretPrints?.has(pointer))
  return hidden.length > 0 && item.missingSecrets.length > 0
    ? [...item.missingSecrets]
    : [...new Set(hidden.map((pointer) => pointer.slice(1)))]
}

/** A token of the service stands for a secret that only its own tenant knows (G-203). */
export const writesToken = (step: WriteStep): boolean =>
  JSON.stringify(step.body ?? null).includes('"encryptedValueToken"')

/** What somebody can be asked for. */
export const asksOf = (item: SourceItem): readonly SecretAsk[] => item.asks ?? []

/** Top-level properties with a secret that somebody typed in: they are written though they look the same. */
export const typedKeys = (asks: readonly SecretAsk[]): readonly string[] => [
  ...new Set(asks.filter(({ answer }) => answer === 'typed').map(({ pointer }) => pointer.split('/')[1] ?? '')),
]

/** The document with the target's own masks in place of secrets that stay as they are there. */
export function withKept(item: SourceItem, document: Json, live: Json): Json {
  const kept = asksOf(item).filter(({ answer, canKeep }) => answer === 'kept' && canKeep)
  return withValues(document, new Map(kept.map(({ pointer }) => [pointer, valueAt(live, pointer) ?? null])))
}

/**
 * A document in which typed secrets stand as masks, for the values to take their place when it is sent. A token of
 * another tenant becomes a value in clear (G-203).
 *
 * @param pointers of what was typed in
 */
export function withTyped(document: Json, pointers: readonly string[]): Json {
  let typed = document
  for (const pointer of pointers) {
    const holder = pointer.slice(0, pointer.lastIndexOf('/'))
    const parent = holder === '' ? typed : valueAt(typed, holder)
    const name = pointer.slice(pointer.lastIndexOf('/') + 1)
    if (!isObject(parent)) continue
    const changed = { ...parent, [name]: mask, ...('valueState' in parent ? { valueState: 'notEncrypted' } : {}) }
    typed = holder === '' ? changed : withValues(typed, new Map([[holder, changed]]))
  }
  return typed
}
