import { strings } from '#domain/json.ts'
import { chosenTypes } from '../capture/capture-types.ts'
import { listTypes } from '../capture/list-types.ts'
import type { ReadRunHandler } from '../runs/run-context.ts'

/** Brings the inventory up to date from the listings alone. */
export const sync: ReadRunHandler = {
  access: 'read',
  async run(context, connect) {
    const reader = await connect()
    const listed = await listTypes(context, reader, chosenTypes(strings(context.run.input['types']), context.tenant))
    const objects = listed.reduce((sum, { items }) => sum + items.length, 0)
    await context.ports.store.tenants.setSynced(context.run.tenantId, context.ports.clock.now().toISOString())
    context.emit('inventory.changed')
    await context.result({ objects })
  },
}
