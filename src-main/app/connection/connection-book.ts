import { toAppError, type AppError, type ErrorCode } from '#contract/errors.ts'
import type { GraphConnection, GraphConnector } from '../ports/graph.ts'
import type { Clock } from '../ports/ports.ts'

/** What the last attempt to reach a tenant showed, in this process. */
export interface LastContact {
  /** Null if the tenant answered. */
  readonly problem: AppError | null
  /** Since when it is so. */
  readonly since: Date
  /** When the attempt ended, and the account that it was made with; null for apps. */
  readonly at: Date
  readonly account: string | null
  /** When to try again, after a problem; each attempt that fails doubles the wait. */
  readonly nextTry: Date | null
}

/** Remembers whether tenants can be reached. */
export interface ConnectionBook {
  /** The connector, with an eye on whether it connects. */
  readonly graph: GraphConnector
  /** What is known of a tenant; null if nobody has tried since the start. */
  lastContact(tenantId: string): LastContact | null
  /** Until when the service of a tenant asked to wait; null if it doesn't. */
  waitsUntil(tenantId: string): Date | null
  /** A run or a question ended with this error. What says nothing about the connection is ignored. */
  failed(tenantId: string, error: unknown): void
}

/** Errors that are about the way to the tenant, and not about what was asked. */
const aboutConnection: ReadonlySet<ErrorCode> = new Set(['unreachable', 'unauthenticated', 'wrongTenant'])

const firstWaitMs = 30_000
const longestWaitMs = 10 * 60_000

/** @param changed is told which tenant can be reached now, or can't any more */
export function createConnectionBook(
  graph: GraphConnector,
  clock: Pick<Clock, 'now'>,
  changed: (tenantId: string) => void,
): ConnectionBook {
  const contacts = new Map<string, LastContact & { readonly attempts: number }>()
  const connections = new Map<string, GraphConnection>()
  /** What was recorded: a run ends with the error with which it couldn't connect. */
  const recorded = new WeakSet<object>()

  function record(tenantId: string, account: string | null, problem: AppError | null): void {
    const now = clock.now()
    const before = contacts.get(tenantId)
    const isSame = before !== undefined && before.problem?.code === problem?.code
    const attempts = problem === null ? 0 : (before?.problem ? before.attempts : 0) + 1
    const waitMs = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempts - 1))
    contacts.set(tenantId, {
      problem,
      attempts,
      account,
      at: now,
      since: isSame ? before.since : now,
      nextTry: problem === null ? null : new Date(now.getTime() + waitMs),
    })
    if (!isSame || problem !== null) changed(tenantId)
  }

  function failed(tenantId: string, error: unknown, account = contacts.get(tenantId)?.account ?? null): void {
    const problem = toAppError(error)
    if (!aboutConnection.has(problem.code) || recorded.has(error as object)) return
    recorded.add(error as object)
    record(tenantId, account, problem)
  }

  return {
    graph: {
      async connect(tenant, signal, attempts) {
        try {
          const connection = await graph.connect(tenant, signal, attempts)
          // All connections of a tenant wait together, so the first one knows of every wait.
          if (!connections.has(tenant.id)) connection.onPause(() => changed(tenant.id))
          connections.set(tenant.id, connection)
          record(tenant.id, tenant.account, null)
          return connection
        } catch (error) {
          failed(tenant.id, error, tenant.account)
          throw error
        }
      },
    },
    lastContact: (tenantId) => contacts.get(tenantId) ?? null,
    waitsUntil(tenantId) {
      const until = connections.get(tenantId)?.pausedUntil() ?? 0
      return until > clock.now().getTime() ? new Date(until) : null
    },
    failed: (tenantId, error) => failed(tenantId, error),
  }
}
