import { Failure } from '#contract/errors.ts'
import type { RunKind } from '#contract/model/run-shapes.ts'
import type { GraphConnection } from '../ports/graph.ts'
import type { Ports } from '../ports/ports.ts'
import type { RunRow } from '../ports/runs.ts'
import type { TenantRow } from '../ports/tenants.ts'
import { cloudOf } from '../cloud-of.ts'
import { writeGuard } from '../write-lock.ts'
import type { RunRequests } from './count-requests.ts'
import type { Emit } from './emit.ts'
import { createItemLedger } from './item-ledger.ts'
import type { RunContext, RunDefinition, RunDefinitions } from './run-context.ts'
import { words } from './words.ts'

interface Surroundings {
  readonly ports: Ports
  readonly emit: Emit
  /** Tells screens that the run changed. @param always for changes that must not be missed */
  readonly hint: (always?: boolean) => void
  /** The process is ending: nothing new begins. */
  readonly isClosing: () => boolean
}

interface Assignment<Kind extends RunKind> {
  readonly run: RunRow<Kind>
  readonly tenant: TenantRow
  readonly signal: AbortSignal
  readonly requests: RunRequests
}

/**
 * Carries out a run with the definition of its kind. What it gets besides its context follows from `access`: a reader,
 * or a reader and a writer that checks the write lock before each request.
 *
 * @throws what the definition throws
 */
export async function carryOutRun<Kind extends RunKind>(
  { ports, emit, hint, isClosing }: Surroundings,
  definitions: RunDefinitions,
  { run, tenant, signal, requests }: Assignment<Kind>,
): Promise<void> {
  const { graph, takeWorkLock: _takeWorkLock, ...rest } = ports
  const { store } = ports
  const ledger = createItemLedger<Kind>(store.runs, run.id, ports.newId)
  const context: RunContext<Kind> = {
    run,
    runId: run.id,
    tenant,
    signal,
    ports: rest,
    contract: await ports.contracts.of(store, cloudOf(tenant)),
    async phase(text) {
      await store.runs.record(run.id, { phase: text, ...requests.total() })
      hint()
    },
    async addItems(items) {
      await ledger.add(items)
      hint()
    },
    items: () => ledger.items(),
    async updateItems(changes) {
      await ledger.update(changes, requests.total())
      hint()
    },
    async result(figures) {
      await store.runs.record(run.id, { result: figures })
      hint(true)
    },
    async checkCancelled() {
      const current = await store.runs.find(run.id)
      if (signal.aborted || isClosing() || current?.status === 'cancelling')
        throw new Failure('cancelled', words.cancelled)
      // Timers need a turn, because awaited SQLite calls only yield microtasks.
      await new Promise<void>((resolve) => setImmediate(resolve))
    },
    emit: (event) => emit(event, { tenantId: run.tenantId }),
  }
  const connect = async (): Promise<GraphConnection> => {
    const connection = await graph.connect(tenant, signal)
    requests.follow(connection)
    return connection
  }
  // The map has one definition for each kind. Only here, the compiler can't check that kind and definition match.
  const definition = definitions[run.kind] as unknown as RunDefinition<Kind>
  if (definition.access === 'read') await definition.run(context, async () => (await connect()).reader)
  else {
    await definition.run(context, async () => {
      const connection = await connect()
      return { reader: connection.reader, writer: connection.writer(writeGuard(ports, tenant.id)) }
    })
  }
}
