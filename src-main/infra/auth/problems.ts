import { AuthError, InteractionRequiredAuthError } from '@azure/msal-node'
import { failure, Failure } from '#contract/errors.ts'
import { redact } from '#domain/redact/redact.ts'
import { words } from './words.ts'

type Text = { readonly message: string; readonly hint: string }

const byNumber: Readonly<Record<string, Text>> = words.byNumber
const byCode: Readonly<Record<string, Text>> = words.byCode

/** An error of msal as a clear message, with the trace ID that Microsoft Support asks for. */
export function signInFailure(error: unknown, tenantName: string): Failure {
  if (error instanceof Failure) return error
  const message =
    error instanceof AuthError
      ? `${error.errorMessage} ${error.message}`
      : error instanceof Error
        ? error.message
        : String(error)
  const number = /AADSTS(\d+)/.exec(message)?.[1]
  const code = error instanceof AuthError ? error.errorCode : ''
  const text =
    (number ? byNumber[number] : undefined) ??
    byCode[code] ??
    Object.entries(byCode).find(([name]) => message.includes(name))?.[1]
  const requestId =
    /Trace ID: ([0-9a-f-]{36})/i.exec(message)?.[1] ??
    (error instanceof AuthError && error.correlationId ? error.correlationId : undefined)
  const unreachable =
    text === byCode['endpoints_resolution_error'] ||
    text === byCode['network_error'] ||
    /ECONN|ENOTFOUND|EAI_AGAIN|fetch failed|certificate/i.test(message)
  if (text)
    return new Failure(
      unreachable ? 'unreachable' : 'unauthenticated',
      `${text.message.replace(/\.$/, '')}${number ? ` (AADSTS${number})` : ''}.`,
      { hint: text.hint, requestId, cause: error },
    )
  if (unreachable)
    return failure('unreachable', words.unreachable(redact(message).slice(0, 200)), { requestId, cause: error })
  const hint = error instanceof InteractionRequiredAuthError ? words.signInAgain : words.tryAgain
  return new Failure(
    'unauthenticated',
    words.failed(tenantName, redact(number ? `AADSTS${number}` : code || message).slice(0, 200)),
    { hint, requestId, cause: error },
  )
}
