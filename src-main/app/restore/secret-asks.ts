import { valueAt } from '#domain/canonical/pointer.ts'
import { isObject, text, type Json } from '#domain/json.ts'
import { maskedPointers } from '#domain/policy-types/building-blocks/secrets.ts'
import type { PolicyType, SecretValue } from '#domain/policy-types/policy-type.ts'
import type { SecretAsk } from '#domain/restore/plan-types.ts'
import type { TypedSecret } from '../ports/typed-secrets.ts'

/**
 * The secrets that the backup doesn't hold, with what somebody answered.
 *
 * @param opened values by pointer: those of the backup, and those that were typed in
 */
export function secretAsks(
  type: PolicyType,
  document: Json,
  opened: ReadonlyMap<string, string>,
  answers: readonly TypedSecret[],
): SecretAsk[] {
  const given = new Map(answers.map(({ pointer, sealed }) => [pointer, sealed]))
  const answerOf = (pointer: string): SecretAsk['answer'] => {
    const sealed = given.get(pointer)
    if (sealed === undefined) return null
    return sealed === null ? 'kept' : opened.has(pointer) ? 'typed' : null
  }
  const ask = (pointer: string, label: string, isNeeded: boolean): SecretAsk => ({
    pointer,
    label,
    isNeeded,
    canKeep: isAlone(pointer),
    answer: answerOf(pointer),
  })
  return [
    ...maskedSecrets(type, document)
      .filter(({ pointer }) => !opened.has(pointer) || given.has(pointer))
      .map(({ pointer, label }) => ask(pointer, label, true)),
    ...(type.capture.undisclosed?.(document) ?? []).map(({ pointer, label }) => ask(pointer, label, false)),
  ]
}

/** What a type says of a secret that somebody can be asked for. */
export const secretAt = (type: PolicyType, document: Json, pointer: string): SecretValue | undefined =>
  [...(type.capture.secrets?.(document) ?? []), ...(type.capture.undisclosed?.(document) ?? [])].find(
    (secret) => secret.pointer === pointer,
  )

/** The secrets that a document holds as masks. A mask that no rule names is one all the same, if it would be written. */
function maskedSecrets(type: PolicyType, document: Json): readonly { pointer: string; label: string }[] {
  const known = type.capture.secrets?.(document) ?? []
  const others = maskedPointers(document).filter(
    (pointer) =>
      !known.some((secret) => secret.pointer === pointer) && !type.write.readOnly.includes(pointer.split('/')[1] ?? ''),
  )
  return [
    ...known.filter(({ isDisposable }) => !isDisposable),
    ...others.map((pointer) => ({ pointer, label: labelOf(document, pointer) })),
  ]
}

/** What people call a secret in a list: the name of its entry. Elsewhere its path says it. */
function labelOf(document: Json, pointer: string): string {
  const holder = valueAt(document, pointer.slice(0, pointer.lastIndexOf('/')))
  const name = isObject(holder) ? text(holder['displayName']) || text(holder['name']) : ''
  return pointer.split('/').length > 2 && name !== '' ? name : pointer.slice(1)
}

/** A property of the object itself. An entry of a list is written together with the others, so it can't stay. */
const isAlone = (pointer: string): boolean => !pointer.slice(1).includes('/')
