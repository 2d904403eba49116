import { chosenTypes } from '../capture/chosen-types.ts'
import { listTypes, settleListings } from '../capture/list-types.ts'
import { defineRun } from '../runs/run-context.ts'

/** Updates the inventory from listings only. */
export const sync = defineRun({
  kind: 'sync',
  access: 'read',
  notifiesAs: null,
  async run(context, connect) {
    const { tenant, ports } = context
    const chosen = chosenTypes(context.run.input.types, tenant)
    // Only names are needed, so nothing is expanded.
    const { types: listed, ...notes } = await listTypes(context, await connect(), chosen)
    await settleListings(context, listed)
    await ports.store.tenants.setSynced(tenant.id, ports.clock.now().toISOString())
    context.emit('inventory.changed')
    await context.result({ ...notes, objects: listed.reduce((sum, { items }) => sum + items.length, 0) })
  },
})
