import type { z } from 'zod'
import type { EventName } from './events.ts'
import type { AuditAction } from './model/audit.ts'
import type { Owns } from './owns.ts'

/**
 * What a method does besides answering, which determines what its handler gets:
 *
 * - `read` answers from the store, and gets a read-only store.
 * - `ask` asks Graph a question while somebody waits for the answer, and changes nothing.
 * - `outside` calls something outside the store, the sign-in service or the demo tenant, and gets the same store.
 * - `store` changes the store, and gets a transaction.
 * - `run` starts or controls a run, and gets the engine.
 * - `write` leads to writes in a tenant. The door requires the tenant's name and unlocked writing, and the handler
 *   gets the engine and a transaction.
 */
export type Effect = 'read' | 'ask' | 'outside' | 'store' | 'run' | 'write'

/** `tenant` methods have a `tenantId`, and everything in their input must belong to it. A `newTenant` method returns the tenant that it created. */
export type Scope = 'app' | 'tenant' | 'newTenant'

/** A method with a `tenantId` has to let the door check it. */
type ScopeOf<Input> = Input extends { readonly tenantId: unknown } ? 'tenant' : Exclude<Scope, 'tenant'>

/** Events for changes in the store. */
export type ChangeEvent = Exclude<
  EventName,
  'connection.changed' | 'notification.added' | 'run.opened' | 'run.changed' | 'shell.command' | 'storage.progress'
>

interface Changing<Action> {
  /** The audit entry that the door writes in the same transaction; `null` if there is nothing to audit. */
  readonly audited: Action
  /** The events that the door sends after the change is stored. */
  readonly changes: readonly ChangeEvent[]
  /** It also works on an atlas file that is only opened to read: it changes nothing of what is in there. */
  readonly onOpenedFile?: true
}

interface Consequences {
  read: {
    /** Events after which the answer may differ. */
    readonly changedBy: readonly EventName[]
  }
  ask: {}
  outside: Changing<AuditAction | null>
  store: Changing<AuditAction | null>
  run: Changing<AuditAction | null>
  write: Changing<AuditAction>
}

/** `owns` can only be left out if the input contains nothing that belongs to a tenant. */
type OwnsOf<Input> = {} extends Owns<Input> ? { readonly owns?: Owns<Input> } : { readonly owns: Owns<Input> }

/** One method of the contract: values from which both sides derive their types, and promises that the door enforces. */
export type Method<E extends Effect, Input extends z.ZodType, Output extends z.ZodType> = {
  readonly effect: E
  readonly scope: ScopeOf<z.output<Input>>
  readonly input: Input
  readonly output: Output
} & OwnsOf<z.output<Input>> &
  Consequences[E]

/** Declares a method and keeps the types of effect, input and output. */
export function method<const E extends Effect, Input extends z.ZodType, Output extends z.ZodType>(
  declared: Method<E, Input, Output>,
): Method<E, Input, Output> {
  return declared
}
