import type { dependencies as methods } from '#contract/api/dependencies.ts'
import { dependencies } from '../dependencies/graph.ts'
import type { Handlers } from './handlers.ts'

export const dependenciesHandlers: Handlers<keyof typeof methods> = {
  'dependencies.graph': async ({ tenantId, focus, depth, direction }, { store }) => {
    const { nodes, edges, cycles } = await dependencies(store, tenantId, { focus, depth, direction })
    return { nodes: [...nodes], edges: [...edges], cycles: cycles.map((cycle) => [...cycle]) }
  },
}
