import { captureTypes } from '../capture/capture-types.ts'
import type { ReadRunHandler } from '../runs/run-context.ts'

/** Captures policies as versions. */
export const capture: ReadRunHandler = {
  access: 'read',
  async run(context, connect) {
    await captureTypes(context, await connect())
    await context.ports.store.tenants.setSynced(context.run.tenantId, context.ports.clock.now().toISOString())
    context.emit('inventory.changed')
  },
}
