import type { GraphConnector } from '#app/ports/graph.ts'
import type { Clock, DemoTenant, Log, TokenSource } from '#app/ports/ports.ts'
import { Failure } from '#contract/errors.ts'
import { objects, text } from '#domain/json.ts'
import { createGate } from './gate.ts'
import { createHttp } from './http.ts'
import { createReader } from './reader.ts'
import { tokenTenant } from './token-tenant.ts'
import { createWriter } from './writer.ts'

/** Requests at once to one tenant; well inside 1,000 reads in 20 s (Graph rules, section 2). */
const concurrency = 6

/** Connects to real tenants by their address and to the demo tenant of this host. */
export function createGraphConnector(ports: { clock: Clock; log: Log; tokens: TokenSource; demo: DemoTenant }): GraphConnector {
  return {
    async connect(tenant, signal) {
      const { baseUrl, token } = tenant.graphUrl === null
        ? await ports.demo.connect().then(({ graphUrl, token }) => ({ baseUrl: graphUrl, token }))
        : { baseUrl: tenant.graphUrl, token: await ports.tokens.token(tenant) }
      const issuedFor = tokenTenant(token)
      if (issuedFor !== null && issuedFor !== tenant.id) throw wrongTenant(tenant.name, issuedFor)
      const gate = createGate(ports.clock, concurrency, signal)
      const http = createHttp({ baseUrl, token, gate, clock: ports.clock, log: ports.log, signal })
      const reader = createReader(http, ports.clock, signal)
      // The token says for whom it was issued; the service says who answers. Both must be the tenant (rule A-4).
      const [organization] = objects((await reader.list('/organization?$select=id,displayName')))
      const answering = text(organization?.['id']).toLowerCase()
      if (answering !== tenant.id) throw wrongTenant(tenant.name, answering || 'an unknown tenant')
      return { reader, writer: (guard) => createWriter(http, ports.clock, signal, baseUrl, guard) }
    },
  }
}

const wrongTenant = (name: string, other: string) =>
  new Failure('wrongTenant', `This is not ${name}: the sign-in belongs to ${other}.`, { hint: 'Sign in to the right tenant. Nothing was read or written.' })
