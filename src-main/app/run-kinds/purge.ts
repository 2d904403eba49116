import type { PurgeFigures } from '#contract/model/run-shapes.ts'
import { appendAudit } from '../append-audit.ts'
import { deriveDue } from '../search/derive-due.ts'
import { defineRun } from '../runs/run-context.ts'
import { words } from './words.ts'

/** Deletes old versions that nothing uses, portion by portion. It doesn't need Graph. */
export const purge = defineRun({
  kind: 'purge',
  access: 'read',
  notifiesAs: words.kinds.purge,
  offline: true,
  async run(context) {
    const { store } = context.ports
    const { olderThan } = context.run.input
    const tenantId = context.tenant.id
    // Of an attempt that was cut off.
    const { policies = 0, versions = 0, blobs = 0, bytes = 0 } = context.run.result
    let deleted: PurgeFigures = { policies, versions, blobs, bytes }
    const goesOn = () =>
      context.checkCancelled().then(
        () => true,
        () => false,
      )
    try {
      for await (const step of store.lifecycle.purge(tenantId, olderThan, goesOn)) {
        deleted = {
          policies: policies + step.policies,
          versions: versions + step.versions,
          blobs: blobs + step.blobs,
          bytes: bytes + step.bytes,
        }
        await context.result(deleted)
        await context.phase(words.purge.looked(step.looked, step.of))
      }
      // The words of a version depend on the one after it, which may be gone now.
      await deriveDue(context.ports)
    } finally {
      const detail = { runId: context.runId, olderThan, ...deleted }
      await appendAudit(store, context.ports, { tenantId, action: 'store.purged', detail })
      context.emit('inventory.changed')
      context.emit('tenant.changed')
    }
    await context.checkCancelled()
  },
})
