import { captureTypes } from '../capture/capture-types.ts'
import { checkDrift } from '../drift/check-drift.ts'
import { readChangeEvents } from '../drift/read-events.ts'
import { keepRepository } from '../export/keep-repository.ts'
import { defineRun } from '../runs/run-context.ts'
import { words } from './words.ts'

/** Checks a tenant against a baseline, with a capture first if requested. */
export const drift = defineRun({
  kind: 'drift',
  access: 'read',
  notifiesAs: words.kinds.drift,
  async run(context, connect) {
    const { tenant, ports } = context
    const { input } = context.run
    if (input.capture) {
      const reader = await connect()
      await context.result(await captureTypes(context, reader, input))
      await readChangeEvents(context, reader)
      await ports.store.tenants.setSynced(tenant.id, ports.clock.now().toISOString())
      context.emit('inventory.changed')
      await context.result(await keepRepository(context))
    }
    await context.result(await checkDrift(context, input.baselineId))
  },
})
