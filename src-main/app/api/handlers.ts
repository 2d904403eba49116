import type { MethodName, Output, Parsed } from '#contract/api/api.ts'
import type { Emit, RunEngine } from '../runs/engine.ts'
import type { Ports } from '../ports/ports.ts'

/** What a handler works with: the store and the engine, never Graph (rule A-1). */
export interface HandlerContext {
  readonly ports: Omit<Ports, 'graph' | 'takeWorkLock'>
  readonly engine: RunEngine
  readonly emit: Emit
}

/** One method's code, typed by the contract. */
export type Handler<Name extends MethodName> = (input: Parsed<Name>, context: HandlerContext) => Promise<Output<Name>>

/** The handlers of some methods. */
export type Handlers<Name extends MethodName> = { readonly [Key in Name]: Handler<Key> }
