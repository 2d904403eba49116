import { Failure } from '#contract/errors.ts'
import { carryOut } from '../restore/carry-out.ts'
import { openItems } from '../restore/open-items.ts'
import { noJournal } from '../restore/journal.ts'
import { tenantState } from '../restore/tenant-state.ts'
import { defineRun } from '../runs/run-context.ts'
import { words } from './words.ts'

/**
 * Carries out a plan in a simulated Graph with the captured state of the tenant, to show what the service would reject
 * before anything is written. It doesn't change the tenant and needs no network.
 */
export const rehearsal = defineRun({
  kind: 'rehearsal',
  access: 'read',
  notifiesAs: words.kinds.rehearsal,
  offline: true,
  async run(context) {
    const { store, rehearsals } = context.ports
    const { planId } = context.run.input
    const plan = await store.plans.find(planId)
    if (!plan) throw new Failure('notFound', words.restore.noPlan(planId))
    await context.phase(words.restore.settingUpCopy)
    const copy = await rehearsals.open(context.tenant, await tenantState(store, plan), context.signal)
    try {
      await context.phase(null)
      const heads = await openItems(context, planId)
      await carryOut(context, plan, heads, {
        reader: copy.connection.reader,
        writer: copy.connection.writer(() => Promise.resolve()),
        journal: noJournal,
        guardsConflicts: false,
        justification: null,
      })
      await context.result({ planId })
    } finally {
      await copy.close()
    }
  },
})
