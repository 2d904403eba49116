import { Failure } from '#contract/errors.ts'
import { defineRun } from '../runs/run-context.ts'

const sliceSize = 50

/** Hashes every stored body again and compares it with its name, and the audit's chain with what was written; needs no Graph. */
export const verify = defineRun({
  kind: 'verify',
  access: 'read',
  notifiesAs: 'Verification',
  offline: true,
  async run(context) {
    const { store, clock } = context.ports
    const { setId } = context.run.input
    const hashes = await store.versions.hashes({ tenantId: context.tenant.id, setId: setId ?? undefined })
    const damaged: string[] = []
    for (const [index, hash] of hashes.entries()) {
      if (index % sliceSize === 0) {
        await context.checkCancelled()
        await context.phase(`Checked ${index} of ${hashes.length}`)
      }
      if (!(await store.versions.check(hash))) damaged.push(hash)
    }
    const audit = await store.audit.verify()
    await context.result({
      checked: hashes.length,
      damaged: damaged.length,
      auditEntries: audit.entries,
      auditBrokenAt: audit.brokenAt,
      auditHead: audit.head,
    })
    if (audit.brokenAt !== null)
      throw new Failure(
        'damaged',
        `The audit is not what was written: entry ${audit.brokenAt} was changed, or one before it was taken away.`,
        { hint: 'Compare the data folder with a copy.' },
      )
    if (damaged.length > 0) {
      const versions = (await store.versions.list(context.tenant.id)).filter((version) =>
        damaged.includes(version.hash),
      )
      await context.addItems(
        versions.map((version) => ({
          key: version.id,
          type: version.type,
          name: `${version.name}, version ${version.number}`,
          policyId: version.policyId,
        })),
      )
      await context.updateItems(
        (await context.items()).map((item) => ({
          id: item.id,
          state: 'failed',
          error: {
            code: 'damaged',
            message: 'The stored body is not what was captured.',
            hint: 'Restore the data folder from a copy.',
          },
        })),
      )
    } else if (setId !== null) {
      await store.backups.setVerified(setId, clock.now().toISOString())
      context.emit('backups.changed')
    }
  },
})
