import type { Api, MethodName, Output, Parsed } from '#contract/api/api.ts'
import type { Effect } from '#contract/method.ts'
import type { Conductor } from '../standards/conductor.ts'
import type { AlertDesk } from '../alerts/desk.ts'
import type { ConnectionBook } from '../connection/connection-book.ts'
import type { Auth } from '../ports/auth.ts'
import type { GraphReader } from '../ports/graph.ts'
import type { Ports } from '../ports/ports.ts'
import type { NewRun, RunRow } from '../ports/runs.ts'
import type { ReadStore, Store } from '../ports/store.ts'
import type { TenantRow } from '../ports/tenants.ts'
import type { Accepted, RunEngine } from '../runs/engine.ts'
import type { OwnedRows } from './ownership.ts'

/** What every handler gets: the checked objects from the input, and ports that change nothing. */
interface Common<Name extends MethodName> {
  readonly owned: OwnedRows<Name>
  /** The tenant of the request. */
  readonly tenant: TenantRow
  readonly ports: Pick<Ports, 'clock' | 'newId' | 'contracts' | 'settingDefinitions' | 'info' | 'log'> & {
    readonly shell: Pick<Ports['shell'], 'state' | 'systemSchedule'>
    readonly storage: Pick<Ports['storage'], 'state'>
    readonly vault: Pick<Ports['vault'], 'protection' | 'seal'>
    readonly courier: Pick<Ports['courier'], 'problemOf' | 'shownOf'>
    readonly demo: Pick<Ports['demo'], 'tenantId' | 'name' | 'makeHistory'>
  }
  readonly engine: Pick<RunEngine, 'waitingUntil'>
  readonly connections: Pick<ConnectionBook, 'lastContact' | 'waitsUntil'>
}

/** A `read` handler can't write, because its store has no methods for it. */
export interface ReadContext<Name extends MethodName> extends Common<Name> {
  readonly store: ReadStore
}

/** An `ask` handler gets a reader of the tenant. What it asks is one question: work is a run. */
export interface AskContext<Name extends MethodName> extends ReadContext<Name> {
  /** @throws Failure if nobody is signed in, or the service doesn't answer */
  reader(): Promise<GraphReader>
}

/** An `outside` handler can call the sign-in service and the demo tenant. */
export interface OutsideContext<Name extends MethodName> extends ReadContext<Name>, Transaction {
  readonly auth: Pick<Auth, 'lookUp' | 'hasBroker' | 'certificates'>
  readonly demo: Ports['demo']
  readonly alerts: Pick<AlertDesk, 'round' | 'test'>
  readonly shell: Ports['shell']
  readonly storage: Ports['storage']
  readonly atlasFiles: Pick<Ports['atlasFiles'], 'isAtlas' | 'header'>
}

interface Audited {
  /** Adds details to the audit entry of the method, which already contains the input. */
  note(detail: Readonly<Record<string, unknown>>): void
  /** Reports that the call changed nothing, so there is no audit entry. */
  unchanged(): void
}

/** What a handler can schedule for after its audit entry. */
interface Transaction extends Audited {
  /** Runs after the change is stored, and never if it isn't. */
  afterCommit(work: () => void | Promise<void>): void
}

/** A `store` handler works in a transaction. */
export interface StoreContext<Name extends MethodName> extends Common<Name>, Transaction {
  readonly store: Store
  readonly auth: Pick<Auth, 'signOut' | 'certificates'>
  readonly conductor: Pick<Conductor, 'nudge'>
}

/** A `run` handler starts or controls runs, and changes nothing else. */
export interface RunMethodContext<Name extends MethodName> extends Common<Name>, Transaction {
  readonly store: ReadStore
  start(request: NewRun): Promise<Accepted>
  retry(run: RunRow): Promise<void>
  cancel(run: RunRow): Promise<void>
}

/** A `write` handler gets an unlocked tenant whose name was confirmed. */
export interface WriteContext<Name extends MethodName> extends Omit<RunMethodContext<Name>, 'store'> {
  readonly store: Store
  readonly conductor: Pick<Conductor, 'nudge'>
}

interface Contexts<Name extends MethodName> {
  read: ReadContext<Name>
  ask: AskContext<Name>
  outside: OutsideContext<Name>
  store: StoreContext<Name>
  run: RunMethodContext<Name>
  write: WriteContext<Name>
}

/** What the handler of a method gets, depending on the declared effect. */
export type ContextOf<Name extends MethodName> = Contexts<Name>[Api[Name]['effect'] & Effect]

/** The code of one method, typed by the contract. */
export type Handler<Name extends MethodName> = (input: Parsed<Name>, context: ContextOf<Name>) => Promise<Output<Name>>

/** The handlers of some methods. */
export type Handlers<Name extends MethodName> = { readonly [Key in Name]: Handler<Key> }
