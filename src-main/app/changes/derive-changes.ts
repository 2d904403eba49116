import type { ChangeReason } from '#contract/model/severity.ts'
import { breathe } from '../breathe.ts'
import type { DueChange } from '../ports/changes.ts'
import type { Ports } from '../ports/ports.ts'
import { aboutVersions } from './about-versions.ts'

type Needs = Pick<Ports, 'store'> & { readonly log: Pick<Ports['log'], 'error'> }

/** Number of changes to store in one transaction. */
const sliceSize = 50

/**
 * Derives what each change is about, for every version where it is due: new versions after each capture, those whose
 * version before was purged, and all of them once after an update.
 *
 * @param between runs between slices; it may throw to stop
 */
export async function deriveChanges({ store, log }: Needs, between: () => Promise<void>): Promise<void> {
  for (;;) {
    const due = await store.changes.due(sliceSize)
    if (due.length === 0) return
    const found: (DueChange & { readonly reasons: readonly ChangeReason[] })[] = []
    for (const change of due) {
      await breathe()
      found.push({ ...change, reasons: await reasonsOf({ store, log }, change) })
    }
    await store.changes.add(found)
    await between()
  }
}

/** A version that can't be read, for example from another release, has no reasons, so that it doesn't block others. */
async function reasonsOf({ store, log }: Needs, { versionId, beforeId }: DueChange): Promise<readonly ChangeReason[]> {
  if (beforeId === null) return []
  try {
    const version = await store.versions.find(versionId)
    if (!version) return []
    return (await aboutVersions(store, version.type, beforeId, versionId)).reasons
  } catch (error) {
    log.error({ versionId, error: error instanceof Error ? error.stack : String(error) }, 'a change was not understood')
    return []
  }
}
