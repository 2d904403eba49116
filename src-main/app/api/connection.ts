import type { Connection, ConnectionState } from '#contract/model/connection.ts'
import { allows } from '#domain/permissions/scopes.ts'
import type { ConnectionBook } from '../connection/connection-book.ts'
import type { ReadStore } from '../ports/store.ts'
import type { TenantRow } from '../ports/tenants.ts'

/** The connection of a tenant as the contract shows it. */
export async function toConnection(
  store: ReadStore,
  connections: Pick<ConnectionBook, 'lastContact' | 'waitsUntil'>,
  tenant: TenantRow,
): Promise<Connection> {
  const used = (await store.tenants.accounts(tenant.id)).find(({ account }) => account === tenant.account)
  const last = connections.lastContact(tenant.id)
  // What another account saw, or this one before it signed in again, says nothing about this one.
  const isCurrent = last?.account === tenant.account && (used === undefined || last.at >= new Date(used.signedInAt))
  const contact = last && isCurrent ? last : null
  const waits = connections.waitsUntil(tenant.id)
  const state = stateOf(tenant, contact?.problem?.code ?? null, contact !== null, waits !== null)
  const isOdd = state === 'offline' || state === 'expired' || state === 'refused'
  return {
    state,
    account: tenant.account,
    access: used === undefined ? null : allows(used.scopes, 'Configuration', 'write') ? 'write' : 'read',
    since: isOdd ? contact!.since.toISOString() : null,
    nextTry: isOdd ? (contact!.nextTry?.toISOString() ?? null) : null,
    waitsUntil: waits?.toISOString() ?? null,
    problem: isOdd ? contact!.problem : null,
  }
}

function stateOf(tenant: TenantRow, problem: string | null, isTried: boolean, waits: boolean): ConnectionState {
  if (tenant.signIn === 'imported') return 'imported'
  if (tenant.graphUrl === null) return 'demo'
  if (tenant.signIn === 'person' && tenant.account === null) return 'signedOut'
  if (problem === 'unreachable') return 'offline'
  if (problem === 'unauthenticated') return 'expired'
  if (problem !== null) return 'refused'
  if (waits) return 'throttled'
  return isTried ? 'connected' : 'untried'
}
