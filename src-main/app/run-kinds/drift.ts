import { text } from '#domain/json.ts'
import { captureTypes } from '../capture/capture-types.ts'
import { checkDrift } from '../drift/check-drift.ts'
import { readChangeEvents } from '../drift/read-events.ts'
import type { ReadRunHandler } from '../runs/run-context.ts'

/** Checks a tenant against a baseline; captures it before, unless what is stored shall do. */
export const drift: ReadRunHandler = {
  access: 'read',
  async run(context, connect) {
    const { input, tenantId } = context.run
    if (input['capture'] !== false) {
      const reader = await connect()
      await captureTypes(context, reader)
      await readChangeEvents(context, reader)
      await context.ports.store.tenants.setSynced(tenantId, context.ports.clock.now().toISOString())
      context.emit('inventory.changed')
    }
    await context.result(await checkDrift(context, text(input['baselineId'])))
  },
}
