import type { Store } from '../ports/store.ts'

/** How long a secret that somebody typed in waits for its restore. */
const typedForMs = 24 * 3_600_000

/** Deletes what was typed in more than a day ago, whether it was used or not. */
export const forgetOldSecrets = (store: Pick<Store, 'typedSecrets'>, now: Date): Promise<void> =>
  store.typedSecrets.removeBefore(new Date(now.getTime() - typedForMs).toISOString())
