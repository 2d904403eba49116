import { failure } from '#contract/errors.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { defineRun } from '../runs/run-context.ts'
import { words } from './words.ts'

/** Number of policies to write before checking for a cancel. */
const slice = 50

/**
 * Exports the latest version of all or selected policies as JSON, `<collection>/<id>.json`: the document as Graph
 * returned it, including masked values. It needs no connection.
 */
export const exportTenant = defineRun({
  kind: 'export',
  access: 'read',
  notifiesAs: words.kinds.export,
  offline: true,
  async run(context) {
    const { store, files, clock } = context.ports
    const { folder, policyIds } = context.run.input
    const chosen = new Set(policyIds)
    const rows = (await store.policies.list(context.tenant.id)).filter(
      (row) => row.versionId !== null && (chosen.size === 0 || chosen.has(row.id)),
    )
    if (rows.length === 0) throw failure('badInput', words.export.nothingCaptured)
    await context.addItems(rows.map((row) => ({ key: row.id, type: row.type, name: row.name, policyId: row.id })))
    const byKey = new Map((await context.items()).map((item) => [item.key, item]))
    for (let at = 0; at < rows.length; at += slice) {
      await context.checkCancelled()
      const changes = await Promise.all(
        rows.slice(at, at + slice).map(async (row) => {
          const document = await store.versions.document(row.versionId!)
          await files.write(
            folder,
            `${policyTypeOf(row.type).key}/${row.externalId.replace(/[^\w.-]/g, '_')}.json`,
            `${JSON.stringify(document, null, 2)}\n`,
          )
          return { id: byKey.get(row.id)!.id, state: 'done' as const, endedAt: clock.now().toISOString() }
        }),
      )
      await context.updateItems(changes)
    }
    await context.result({ folder, files: rows.length })
  },
})
