import { createHash } from 'node:crypto'
import { canonicalText } from '#domain/canonical/canonical.ts'
import type { PlanItem } from '#domain/restore/plan.ts'

/** A hash over what a plan would do to what: equal for plans that were made at different times from the same. */
export function planHash(items: readonly PlanItem[]): string {
  const hash = createHash('sha256')
  for (const {
    type,
    versionId,
    sourceId,
    action,
    targetId,
    liveFingerprint,
    included,
    later,
    steps,
    wanted,
  } of items) {
    hash.update(
      canonicalText([
        type,
        versionId,
        sourceId,
        action,
        targetId,
        liveFingerprint,
        included,
        later,
        steps.map((step) => [step.method, step.path, step.body ?? null]),
        wanted,
      ]),
    )
  }
  return hash.digest('hex')
}
