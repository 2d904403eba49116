import type { Api, MethodName, Output, Parsed } from '#contract/api/api.ts'
import type { Effect } from '#contract/method.ts'
import type { Auth } from '../ports/auth.ts'
import type { Ports } from '../ports/ports.ts'
import type { NewRun, RunRow } from '../ports/runs.ts'
import type { ReadStore, Store } from '../ports/store.ts'
import type { TenantRow } from '../ports/tenants.ts'
import type { Accepted, RunEngine } from '../runs/engine.ts'
import type { OwnedRows } from './ownership.ts'

/** What every handler gets: what the input names, checked and read, and ports that change nothing. */
interface Common<Name extends MethodName> {
  readonly owned: OwnedRows<Name>
  /** The tenant of the request. */
  readonly tenant: TenantRow
  readonly ports: Pick<Ports, 'clock' | 'newId' | 'contract' | 'settingDefinitions' | 'info' | 'log'> & {
    readonly vault: Pick<Ports['vault'], 'protection'>
    readonly demo: Pick<Ports['demo'], 'tenantId' | 'name'>
  }
  readonly engine: Pick<RunEngine, 'waitingUntil'>
}

/** A `read` handler cannot write: its store has no such method. */
export interface ReadContext<Name extends MethodName> extends Common<Name> {
  readonly store: ReadStore
}

/** An `outside` handler may ask the sign-in service and the demo tenant. */
export interface OutsideContext<Name extends MethodName> extends ReadContext<Name>, Audited {
  readonly auth: Pick<Auth, 'lookUp'>
  readonly demo: Ports['demo']
}

interface Audited {
  /** Adds to the audit line of the method; its input stands there already. */
  note(detail: Readonly<Record<string, unknown>>): void
  /** Says that the call changed nothing: no audit line. */
  unchanged(): void
}

/** What a handler of a transaction may leave for the time after it. */
interface Transaction extends Audited {
  /** Runs once the transaction is committed, and never when it is not. */
  afterCommit(work: () => void | Promise<void>): void
}

/** A `store` handler works in a transaction. */
export interface StoreContext<Name extends MethodName> extends Common<Name>, Transaction {
  readonly store: Store
  readonly auth: Pick<Auth, 'signOut'>
}

/** A `run` handler starts or steers runs; it changes nothing else. */
export interface RunMethodContext<Name extends MethodName> extends Common<Name>, Transaction {
  readonly store: ReadStore
  start(request: NewRun): Promise<Accepted>
  retry(run: RunRow): Promise<void>
  cancel(run: RunRow): Promise<void>
}

/** A `write` handler gets a tenant that is unlocked and whose name was confirmed. */
export interface WriteContext<Name extends MethodName> extends Omit<RunMethodContext<Name>, 'store'> {
  readonly store: Store
}

interface Contexts<Name extends MethodName> {
  read: ReadContext<Name>
  outside: OutsideContext<Name>
  store: StoreContext<Name>
  run: RunMethodContext<Name>
  write: WriteContext<Name>
}

/** What the handler of a method gets: it follows from the effect that the method declares. */
export type ContextOf<Name extends MethodName> = Contexts<Name>[Api[Name]['effect'] & Effect]

/** One method's code, typed by the contract. */
export type Handler<Name extends MethodName> = (input: Parsed<Name>, context: ContextOf<Name>) => Promise<Output<Name>>

/** The handlers of some methods. */
export type Handlers<Name extends MethodName> = { readonly [Key in Name]: Handler<Key> }
