import { join } from 'node:path'
import type { Core } from '#app/core.ts'
import type { Clock, DemoTenant } from '#app/ports/ports.ts'
import type { Simulator } from '#simulator/simulator.ts'
import { words } from '../words.ts'

/** The same on every computer, so that a data folder can be moved. */
const tenantId = 'de300000-0000-4000-8000-00000000d300'

/** The demo tenant: a simulated Graph in this process that keeps its state in the data folder. */
export function createDemoTenant(options: {
  readonly resources: string
  readonly dataFolder: string
  readonly latencyMs?: number
  readonly clock: Clock
  /** Opens a core on the same data, with another clock. */
  readonly openCore: (clock: Clock) => Core
}): DemoTenant & { close(): Promise<void> } {
  let started: Promise<Simulator> | undefined
  const start = () => (started ??= startDemo())
  // Loaded when somebody uses it.
  async function startDemo(): Promise<Simulator> {
    const { startSimulator } = await import('#simulator/simulator.ts')
    return startSimulator({
      resources: options.resources,
      seed: 'demo',
      tenantId,
      name: words.demoTenant,
      stateFile: join(options.dataFolder, 'demo-tenant.json'),
      ...(options.latencyMs === undefined ? {} : { latencyMs: options.latencyMs }),
    })
  }
  return {
    tenantId,
    name: words.demoTenant,
    async connect() {
      const { url, token } = await start()
      return { graphUrl: url, token }
    },
    async simulateChange() {
      const [simulator, { simulateAdminChange }] = await Promise.all([start(), import('#simulator/admin-change.ts')])
      const changed = simulateAdminChange(simulator.tenant)
      simulator.save()
      return changed
    },
    async makeHistory() {
      const [simulator, { makeDemoHistory }] = await Promise.all([start(), import('./history.ts')])
      await makeDemoHistory(simulator, options.clock, options.openCore)
    },
    async close() {
      if (started) await (await started).close()
    },
  }
}
