import { maskedPointers } from '../policy-types/building-blocks/secrets.ts'
import type { SourceItem } from './plan-types.ts'
import type { WriteStep } from './write-step.ts'

/** Top-level properties that hold a secret which differs between the two sides. */
export function changedSecrets(
  wanted: ReadonlyMap<string, string> | undefined,
  live: ReadonlyMap<string, string> | undefined,
): string[] {
  const differing = [...(wanted ?? [])].filter(([pointer, print]) => live?.has(pointer) && live.get(pointer) !== print)
  return [...new Set(differing.map(([pointer]) => pointer.split('/')[1] ?? ''))]
}

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
