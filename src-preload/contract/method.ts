import type { z } from 'zod'
import type { EventName } from './events.ts'
import type { AuditAction } from './model/audit.ts'
import type { Owns } from './owns.ts'

/**
 * What a method does beyond answering, and so what its handler gets:
 *
 * - `read` answers from the store, and gets one that it cannot write with.
 * - `outside` asks something outside the store, the sign-in service or the demo tenant; it gets the same store.
 * - `store` changes the store, and gets a transaction.
 * - `run` starts or steers a run, and gets the engine.
 * - `write` leads to writes in a tenant: the door asks for the tenant's name and an open write lock, and the handler
 *   gets the engine and a transaction.
 */
export type Effect = 'read' | 'outside' | 'store' | 'run' | 'write'

/** `tenant` methods carry a `tenantId` that everything they name must belong to; a `newTenant` method answers the tenant that it made. */
export type Scope = 'app' | 'tenant' | 'newTenant'

/** Events that say something in the store has changed. */
export type ChangeEvent = Exclude<EventName, 'notification.added' | 'run.opened' | 'run.changed'>

interface Changing<Action> {
  /** The audit line that the door writes in the same transaction; `null` where there is nothing to answer for. */
  readonly audited: Action
  /** The events that the door sends once the change is stored. */
  readonly changes: readonly ChangeEvent[]
}

interface Consequences {
  read: {
    /** Events after which the answer may be another one. */
    readonly changedBy: readonly EventName[]
  }
  outside: Changing<AuditAction | null>
  store: Changing<AuditAction | null>
  run: Changing<AuditAction | null>
  write: Changing<AuditAction>
}

/** `owns` may be left out only where the input names nothing that belongs to a tenant. */
type OwnsOf<Input> = {} extends Owns<Input> ? { readonly owns?: Owns<Input> } : { readonly owns: Owns<Input> }

/** One method of the contract: values, from which both sides derive their types, and promises, which the door keeps. */
export type Method<E extends Effect, Input extends z.ZodType, Output extends z.ZodType> = {
  readonly effect: E
  readonly scope: Scope
  readonly input: Input
  readonly output: Output
} & OwnsOf<z.output<Input>> &
  Consequences[E]

/** Declares a method; exists so that effect, input and output keep their types. */
export function method<const E extends Effect, Input extends z.ZodType, Output extends z.ZodType>(
  declared: Method<E, Input, Output>,
): Method<E, Input, Output> {
  return declared
}
