import { z } from 'zod'

/** Every error code that crosses the door, closed: hosts and screens switch over it. */
export const errorCodes = [
  'badInput', // the request or a file is not as it must be
  'notFound', // no such tenant, policy, version, set, plan or run
  'forbidden', // it belongs to another tenant, or Graph refused the permission
  'wrongTenant', // the token or the service is another tenant's
  'locked', // the write lock of the tenant is closed
  'unauthenticated', // no token, or Graph did not accept it
  'unreachable', // no connection to Graph
  'busy', // another process works with the same data folder
  'conflict', // the tenant changed after the preview
  'approvalNeeded', // Multi Admin Approval protects the object, and no reason was given
  'graphRefused', // Graph answered with an error
  'damaged', // stored data is not what it was
  'cancelled',
  'unexpected', // a fault of ours
] as const

export const ErrorCode = z.enum(errorCodes)
export type ErrorCode = z.infer<typeof ErrorCode>

/** An error as a user may see it: what happened, what to do, and Graph's request id for support. */
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

/** Any thrown value as an `AppError`; the text of an unknown one stays out, it may hold anything. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof Failure) return thrown.error
  return {
    code: 'unexpected',
    message: 'Something went wrong inside TenantAtlas.',
    hint: 'The log has the details. Try again, and report it if it comes back.',
  }
}
