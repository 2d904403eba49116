import { z } from 'zod'
import { words } from './words.ts'

/** Every error code that crosses the door, a closed list, so that hosts and screens can handle each one. */
export const errorCodes = [
  'badInput', // the request or a file is invalid
  'notFound', // the tenant, policy, version, backup set, plan or run doesn't exist
  'forbidden', // it belongs to another tenant, or Graph refused the permission
  'wrongTenant', // the token or the service belongs to another tenant
  'locked', // the tenant is read-only
  'unauthenticated', // no token, or Graph didn't accept it
  'unreachable', // no connection to Graph
  'busy', // another process is working with the same data folder
  'conflict', // the tenant changed after the preview
  'approvalNeeded', // Multi Admin Approval protects the object, and no reason was given
  'graphRefused', // Graph returned an error
  'damaged', // stored data was changed
  'encrypted', // the key of the database can't be opened here
  'storage', // the database or its disk can't be used
  'cancelled',
  'unexpected', // a bug in TenantAtlas
] as const

export const ErrorCode = z.enum(errorCodes)
export type ErrorCode = z.infer<typeof ErrorCode>

/** An error that a user can see: what happened, what to do, and the request ID of Graph for support. */
export const AppError = z.strictObject({
  code: ErrorCode,
  message: z.string(),
  hint: z.string().optional(),
  requestId: z.string().optional(),
})
export type AppError = z.infer<typeof AppError>

/** The one exception that carries an `AppError` through the core. */
export class Failure extends Error {
  readonly error: AppError

  constructor(
    code: ErrorCode,
    message: string,
    more: { hint?: string | undefined; requestId?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause })
    this.error = {
      code,
      message,
      ...(more.hint === undefined ? {} : { hint: more.hint }),
      ...(more.requestId === undefined ? {} : { requestId: more.requestId }),
    }
  }
}

/** A failure with the message and the hint of a words file. */
export const failure = (
  code: ErrorCode,
  { message, hint }: { readonly message: string; readonly hint?: string },
  more: { readonly requestId?: string | undefined; readonly cause?: unknown } = {},
): Failure => new Failure(code, message, { hint, ...more })

/** Any thrown value as an `AppError`. The text of an unknown error is left out, because it may contain anything. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof Failure) return thrown.error
  return {
    code: 'unexpected',
    ...words.unexpected,
  }
}
