import { failure } from '#contract/errors.ts'
import { commitExport } from '../export/commit-export.ts'
import { exportable, exportableOfSet, writePolicies } from '../export/write-policies.ts'
import { defineRun } from '../runs/run-context.ts'
import { words } from './words.ts'

/**
 * Exports the latest version of all or selected policies as files, laid out as another tool reads them. Secrets stay
 * masked. It needs no connection.
 */
export const exportTenant = defineRun({
  kind: 'export',
  access: 'read',
  notifiesAs: words.kinds.export,
  offline: true,
  async run(context) {
    const { store, clock } = context.ports
    const { folder, policyIds, setId, format, commit } = context.run.input
    const chosen = new Set(policyIds)
    const exported = clock.now().toISOString()
    const whole = setId === undefined ? await exportable(store, context.tenant.id) : []
    const { all, rows: offered } =
      setId === undefined ? { all: whole, rows: whole } : await exportableOfSet(store, context.tenant.id, setId)
    const rows = offered.filter((row) => chosen.size === 0 || chosen.has(row.id))
    if (rows.length === 0) throw failure('badInput', words.export.nothingCaptured)
    await context.addItems(rows.map((row) => ({ key: row.id, type: row.type, name: row.name, policyId: row.id })))
    const byKey = new Map((await context.items()).map((item) => [item.key, item]))
    // What a set lacks may be there all the same.
    const isPart = policyIds.length > 0 || setId !== undefined
    const outcome = await writePolicies(context, { folder, format, isPart }, { all, rows }, (some) =>
      context.updateItems(
        some.map(({ id }) => ({ id: byKey.get(id)!.id, state: 'done', endedAt: clock.now().toISOString() })),
      ),
    )
    const moments = isPart ? null : { captured: exported, exported }
    const committed = commit ? await commitExport(context, folder, outcome, moments) : null
    await context.result({
      folder,
      files: outcome.written.size,
      removed: outcome.removed.length,
      commit: committed,
    })
  },
})
