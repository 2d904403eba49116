import { failure } from '#contract/errors.ts'
import { defineRun } from '../runs/run-context.ts'
import { words } from './words.ts'
import { words as appWords } from '../words.ts'

const sliceSize = 50

/** Checks the database, compares the hash of all stored content with its name, and verifies the audit chain. It doesn't need Graph. */
export const verify = defineRun({
  kind: 'verify',
  access: 'read',
  notifiesAs: words.kinds.verify,
  offline: true,
  async run(context) {
    const { store, clock } = context.ports
    const { setId } = context.run.input
    await context.phase(words.verify.database)
    const damagedTables: string[] = []
    for await (const { table, isWhole, done, of } of store.integrity.checkTables()) {
      await context.checkCancelled()
      if (!isWhole) damagedTables.push(table)
      await context.phase(words.verify.table(done, of))
    }
    await context.result({ damagedTables })
    const ill = damagedTables.length > 0 ? failure('storage', words.verify.tablesDamaged(damagedTables)) : null
    const hashes = await store.versions
      .hashes({ tenantId: context.tenant.id, setId: setId ?? undefined })
      .catch((error: unknown) => {
        throw ill ?? error
      })
    const damaged: string[] = []
    for (const [index, hash] of hashes.entries()) {
      if (index % sliceSize === 0) {
        await context.checkCancelled()
        await context.phase(words.verify.checked(index, hashes.length))
      }
      if (!(await store.versions.check(hash))) damaged.push(hash)
    }
    const audit = await store.audit.verify().catch((error: unknown) => {
      throw ill ?? error
    })
    await context.result({
      checked: hashes.length,
      damaged: damaged.length,
      auditEntries: audit.entries,
      auditBrokenAt: audit.brokenAt,
      auditHead: audit.head,
      damagedTables,
    })
    if (audit.brokenAt !== null) throw failure('damaged', words.verify.auditChanged(audit.brokenAt))
    if (damaged.length > 0) {
      const versions = (await store.versions.list(context.tenant.id)).filter((version) =>
        damaged.includes(version.hash),
      )
      await context.addItems(
        versions.map((version) => ({
          key: version.id,
          type: version.type,
          name: appWords.states.version(version.name, version.number),
          policyId: version.policyId,
        })),
      )
      await context.updateItems(
        (await context.items()).map((item) => ({
          id: item.id,
          state: 'failed',
          error: {
            code: 'damaged',
            ...words.verify.bodyDamaged,
          },
        })),
      )
    } else if (setId !== null && !ill) {
      await store.backups.setVerified(setId, clock.now().toISOString())
      context.emit('backups.changed')
    }
    if (ill) throw ill
  },
})
