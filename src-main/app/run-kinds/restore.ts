import { Failure } from '#contract/errors.ts'
import type { PlanAction } from '#contract/model/plans.ts'
import type { RunResult } from '#contract/model/run-shapes.ts'
import { closeMended } from '../drift/check-drift.ts'
import type { PlanRow } from '../ports/plans.ts'
import type { RunItemRow } from '../ports/runs.ts'
import type { Store } from '../ports/store.ts'
import { carryOut } from '../restore/carry-out.ts'
import { undoOf } from '../restore/plan-input.ts'
import { openItems } from '../restore/open-items.ts'
import { createJournal } from '../restore/journal.ts'
import { deriveDue } from '../search/derive-due.ts'
import { defineRun } from '../runs/run-context.ts'
import { words } from './words.ts'

/** Carries out a plan in the tenant. */
export const restore = defineRun({
  kind: 'restore',
  access: 'write',
  notifiesAs: words.kinds.restore,
  async run(context, connect) {
    const { planId, justification } = context.run.input
    const plan = await context.ports.store.plans.find(planId)
    if (!plan) throw new Failure('notFound', words.restore.noPlan(planId))
    // Stored first, so that an interrupted restore can be planned again too.
    await context.result({ planId, isUndo: undoOf(plan.input) !== null, isChange: 'change' in plan.input.from })
    const heads = await openItems(context, planId)
    const { reader, writer } = await connect()
    try {
      await carryOut(context, plan, heads, {
        reader,
        writer,
        journal: createJournal(context, reader),
        guardsConflicts: true,
        justification,
      })
    } finally {
      // Also after a stopped restore, so that it can be undone.
      await deriveDue(context.ports)
      const items = await context.items()
      await context.result(figures(items))
      await forgetSecrets(context.ports.store, plan, items)
      context.emit('inventory.changed')
      if (
        !context.signal.aborted &&
        items.some(({ state, beforeVersionId }) => state === 'done' || beforeVersionId !== null)
      )
        await closeMended(context)
      context.emit('audit.changed')
    }
  },
})

/** The number of changes by kind, and the number of objects that can be undone. */
function figures(items: readonly RunItemRow<'restore'>[]): RunResult<'restore'> {
  const done = (...actions: readonly PlanAction[]) =>
    items.filter(({ state, action }) => state === 'done' && action !== null && actions.includes(action)).length
  return {
    created: done('create', 'recreate'),
    updated: done('update'),
    deleted: done('delete'),
    undoable: items.filter(({ beforeVersionId, created }) => beforeVersionId !== null || created).length,
  }
}

/** What somebody typed in lives until its objects are written. A retry still needs the rest. */
async function forgetSecrets(store: Store, plan: PlanRow, items: readonly RunItemRow<'restore'>[]): Promise<void> {
  const open = new Set(items.filter(({ state }) => state !== 'done' && state !== 'unchanged').map(({ seq }) => seq))
  const written = (await store.plans.items(plan.id)).filter(({ seq }) => !open.has(seq))
  await store.typedSecrets.remove(
    plan.tenantId,
    written.map(({ versionId }) => versionId),
  )
}
