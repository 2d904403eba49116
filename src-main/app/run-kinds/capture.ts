import { captureTypes } from '../capture/capture-types.ts'
import { defineRun } from '../runs/run-context.ts'
import { words } from './words.ts'

/** Captures policies as versions. */
export const capture = defineRun({
  kind: 'capture',
  access: 'read',
  notifiesAs: words.kinds.capture,
  async run(context, connect) {
    const { run, tenant, ports } = context
    await context.result(await captureTypes(context, await connect(), run.input))
    await ports.store.tenants.setSynced(tenant.id, ports.clock.now().toISOString())
    context.emit('inventory.changed')
  },
})
