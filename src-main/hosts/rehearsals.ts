import type { Clock, Log, Rehearsals } from '#app/ports/ports.ts'
import { createNodeNetwork } from '#infra/graph/node-network.ts'
import { createGraphConnector } from '#infra/graph/connector.ts'

/** Simulated Graphs in this process, each with the state of a tenant, used over HTTP like the real one. */
export function createRehearsals({
  resources,
  clock,
  log,
}: {
  readonly resources: string
  readonly clock: Clock
  readonly log: Log
}): Rehearsals {
  return {
    async open(tenant, objects, signal) {
      const { startSimulator } = await import('#simulator/simulator.ts')
      const simulator = await startSimulator({
        resources,
        tenantId: tenant.id,
        name: tenant.name,
        objects,
        // The tenant's service may know more than this version.
        takesUnknown: true,
        noMetadata: true,
      })
      const connect = () => Promise.resolve({ graphUrl: simulator.url, token: simulator.token })
      const connector = createGraphConnector({
        fetch: createNodeNetwork().fetch,
        clock,
        log,
        tokens: { token: () => Promise.resolve(simulator.token) },
        demo: { connect },
      })
      return {
        connection: await connector.connect({ ...tenant, graphUrl: null }, signal),
        close: () => simulator.close(),
      }
    },
  }
}
