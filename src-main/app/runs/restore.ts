import { Failure } from '#contract/errors.ts'
import { text } from '#domain/json.ts'
import { carryOut, openItems } from '../restore/carry-out.ts'
import { createJournal } from '../restore/journal.ts'
import type { WriteRunHandler } from './run-context.ts'

/** Carries a plan out in the tenant. */
export const restore: WriteRunHandler = {
  access: 'write',
  async run(context, connect) {
    const planId = text(context.run.input['planId'])
    const plan = await context.ports.store.plans.find(planId)
    if (!plan) throw new Failure('notFound', `There is no plan ${planId}.`)
    const heads = await openItems(context, planId)
    const { reader, writer } = await connect()
    await carryOut(context, plan, heads, { reader, writer, journal: createJournal(context, reader), guardsConflicts: true })
    await context.result({ planId })
    context.emit('inventory.changed')
  },
}
