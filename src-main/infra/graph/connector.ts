import type { GraphConnector } from '#app/ports/graph.ts'
import type { TokenSource } from '#app/ports/auth.ts'
import type { Clock, DemoTenant, Log, Network } from '#app/ports/ports.ts'
import type { TenantRow } from '#app/ports/tenants.ts'
import { failure } from '#contract/errors.ts'
import { objects, text } from '#domain/json.ts'
import { createGate, type Gate } from './gate.ts'
import { createHttp } from './http.ts'
import { createReader } from './reader.ts'
import type { Limits, Service } from './services.ts'
import { tokenTenant } from '#domain/permissions/token-claims.ts'
import { createWriter } from './writer.ts'
import { words } from './words.ts'

export interface ConnectorPorts {
  readonly clock: Clock
  readonly log: Log
  readonly tokens: TokenSource
  readonly demo: Pick<DemoTenant, 'connect'>
  readonly fetch: Network['fetch']
  /** Request limits of a service; the documented limits by default. */
  readonly limits?: (service: Service) => Limits
  /** Milliseconds that a read may take; a minute by default. */
  readonly readTimeoutMs?: number
  /** Lets other work have its turn, if that is due. */
  readonly breathe?: () => Promise<void>
}

/** The demo tenant runs in this process, and nobody else uses it. */
const noLimits = (): Limits => ({ windowMs: 1_000, requests: 1_000_000, writes: 1_000_000, concurrency: 6 })

/** Connects to real tenants by their address and to the demo tenant of this host. */
export function createGraphConnector(ports: ConnectorPorts): GraphConnector {
  const gates = new Map<string, Gate>()

  /** All runs of a tenant in this process share its gate. */
  function gateOf(tenant: TenantRow): Gate {
    const found = gates.get(tenant.id) ?? createGate(ports.clock, tenant.graphUrl === null ? noLimits : ports.limits)
    gates.set(tenant.id, found)
    return found
  }

  return {
    async connect(tenant, signal, attempts) {
      if (tenant.signIn === 'imported') throw failure('badInput', words.importedTenant(tenant.name))
      const demo = tenant.graphUrl === null ? await ports.demo.connect() : null
      const baseUrl = demo?.graphUrl ?? tenant.graphUrl!
      const token = async (access: 'read' | 'write', claims?: string): Promise<string> => {
        const issued = demo?.token ?? (await ports.tokens.token(tenant, access, claims))
        const issuedFor = tokenTenant(issued)
        if (issuedFor !== null && issuedFor !== tenant.id) throw wrongTenant(tenant.name, issuedFor)
        return issued
      }
      const gate = gateOf(tenant)
      const { clock, log, readTimeoutMs } = ports
      const http = createHttp({
        baseUrl,
        token,
        gate,
        clock,
        log,
        signal,
        readTimeoutMs,
        ...(ports.breathe ? { breathe: ports.breathe } : {}),
        fetch: demo ? fetch : ports.fetch,
      })
      const reader = createReader(http, ports.clock, tenant.id, attempts)
      // The token contains its tenant, and the service returns its organization. Both must match the tenant (000-3,
      // G-10).
      const [organization] = objects(await reader.list('/organization?$select=id,displayName'))
      const answering = text(organization?.['id']).toLowerCase()
      if (answering !== tenant.id) throw wrongTenant(tenant.name, answering || words.unknownTenant)
      return {
        reader,
        pausedUntil: gate.pausedUntil,
        onPause: gate.onPause,
        writer: (guard) => createWriter(http, ports.clock, { baseUrl, tenantId: tenant.id }, guard),
      }
    },
  }
}

const wrongTenant = (name: string, other: string) => failure('wrongTenant', words.wrongTenant(name, other))
