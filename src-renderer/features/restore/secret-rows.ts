import type { PlanItem, SecretAsk } from '#contract/model/plans.ts'

/** A secret of an object in the plan. */
export interface SecretRow {
  readonly key: string
  readonly item: PlanItem
  readonly ask: SecretAsk
}

/** What somebody chose; `none` writes nothing. */
export interface SecretAnswer {
  readonly how: 'typed' | 'kept' | 'none'
  readonly value: string
}

/** Whether a plan waits for secrets that its objects can't be written without. */
export const waitsForSecrets = (items: readonly PlanItem[]): boolean =>
  items.some(({ asks }) => asks.some(({ isNeeded, answer }) => isNeeded && answer === null))

/** `preSharedKey` as people read it: `Pre shared key`. A path of settings ends in its last name. */
export function secretName({ label }: Pick<SecretAsk, 'label'>): string {
  const last = label.split('/').findLast((part) => !/^\d+$|^value$/.test(part)) ?? label
  const spaced = last.replaceAll(
    /([a-z])([A-Z])/g,
    (_match, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  )
  return `${spaced.charAt(0).toUpperCase()}${spaced.slice(1)}`
}
