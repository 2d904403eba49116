import { captureTypes } from '../capture/capture-types.ts'
import { readChangeEvents } from '../drift/read-events.ts'
import { keepRepository } from '../export/keep-repository.ts'
import { defineRun } from '../runs/run-context.ts'
import { words } from './words.ts'

/** Captures policies as versions. */
export const capture = defineRun({
  kind: 'capture',
  access: 'read',
  notifiesAs: words.kinds.capture,
  async run(context, connect) {
    const { run, tenant, ports } = context
    const reader = await connect()
    await context.result(await captureTypes(context, reader, run.input))
    await ports.store.tenants.setSynced(tenant.id, ports.clock.now().toISOString())
    await readChangeEvents(context, reader)
    context.emit('inventory.changed')
    if (tenant.repository === null) return
    await context.result(await keepRepository(context))
  },
})
