import type { z } from 'zod'

/**
 * What a method does beyond answering. `read` reads the store only. `store` changes the store. `run` starts or
 * steers a run. `write` leads to writes in a tenant and needs the write lock open. Adding a method without
 * choosing does not compile.
 */
export type Effect = 'read' | 'store' | 'run' | 'write'

/** One method of the contract: values, from which both sides derive their types. */
export interface Method<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly effect: Effect
  /** `tenant` methods carry a `tenantId` that everything they name must belong to (rule A-4). */
  readonly scope: 'app' | 'tenant'
  readonly input: Input
  readonly output: Output
}

/** Declares a method; exists so that input and output keep their types. */
export function method<Input extends z.ZodType, Output extends z.ZodType>(
  declared: Method<Input, Output>,
): Method<Input, Output> {
  return declared
}
