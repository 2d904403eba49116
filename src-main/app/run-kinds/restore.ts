import { Failure } from '#contract/errors.ts'
import { text, type Json } from '#domain/json.ts'
import type { RunItemRow } from '../ports/runs.ts'
import { carryOut, openItems } from '../restore/carry-out.ts'
import { createJournal } from '../restore/journal.ts'
import { deriveWords } from '../search/derive-words.ts'
import type { WriteRunHandler } from '../runs/run-context.ts'

/** Carries a plan out in the tenant. */
export const restore: WriteRunHandler = {
  access: 'write',
  async run(context, connect) {
    const planId = text(context.run.input['planId'])
    const plan = await context.ports.store.plans.find(planId)
    if (!plan) throw new Failure('notFound', `There is no plan ${planId}.`)
    // Known from the start: a restore that was cut off can be planned again too.
    await context.result({ planId })
    const heads = await openItems(context, planId)
    const { reader, writer } = await connect()
    try {
      await carryOut(context, plan, heads, {
        reader,
        writer,
        journal: createJournal(context, reader),
        guardsConflicts: true,
      })
    } finally {
      // Of a restore that was stopped too: what it wrote can be undone.
      await deriveWords(context.ports, () => Promise.resolve())
      await context.result(figures(await context.items()))
      context.emit('inventory.changed')
    }
  },
}

/** What was written by kind of change, and for how many objects the way back was kept. */
function figures(items: readonly RunItemRow[]): Json {
  const done = (...actions: readonly string[]) =>
    items.filter(({ state, detail }) => state === 'done' && actions.includes(text(detail['action']))).length
  return {
    created: done('create', 'recreate'),
    updated: done('update'),
    deleted: done('delete'),
    undoable: items.filter(({ detail }) => text(detail['beforeVersionId']) !== '' || detail['created'] === true).length,
  }
}
