import { createHash } from 'node:crypto'
import { canonicalText } from '#domain/canonical/canonical.ts'
import { breathe } from '../breathe.ts'
import type { PlanItem } from '#domain/restore/plan.ts'

/** A hash of the changes of a plan and their objects. It doesn't depend on when the plan was made. */
export async function planHash(items: readonly PlanItem[]): Promise<string> {
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
    await breathe()
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
        steps.map((step) => [step.method, step.path, step.body ?? step.file ?? null]),
        wanted,
      ]),
    )
  }
  return hash.digest('hex')
}
