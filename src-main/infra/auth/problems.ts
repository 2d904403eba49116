import { failure, Failure } from '#contract/errors.ts'
import { redact } from '#domain/redact/redact.ts'
import { words } from './words.ts'

type Text = { readonly message: string; readonly hint: string }

const byNumber: Readonly<Record<string, Text>> = words.byNumber
const byCode: Readonly<Record<string, Text>> = words.byCode

interface KnownError {
  readonly errorCode: string
  readonly errorMessage: string
  readonly message: string
  readonly correlationId: string
  readonly brokerMessage: string
}

/**
 * An error of msal, or null. The plugin of the broker brings its own copy of msal's classes, so an error is known by its
 * properties and not by its class.
 */
function asAuthError(error: unknown): KnownError | null {
  if (!(error instanceof Error) || !('errorCode' in error)) return null
  const broker: unknown = 'platformBrokerError' in error ? error.platformBrokerError : null
  return {
    errorCode: text('errorCode', error),
    errorMessage: text('errorMessage', error),
    message: error.message,
    correlationId: text('correlationId', error),
    brokerMessage: broker instanceof Error ? broker.message : '',
  }
}

const text = (name: string, error: object): string => {
  const value: unknown = Reflect.get(error, name)
  return typeof value === 'string' ? value : ''
}

/** Whether only a person at a sign-in can help (msal: `InteractionRequiredAuthError`). */
export const wantsSomebody = (error: unknown): boolean =>
  error instanceof Error && error.name === 'InteractionRequiredAuthError'

/** An error of msal as a clear message, with the trace ID that Microsoft Support asks for. */
export function signInFailure(error: unknown, tenantName: string): Failure {
  if (error instanceof Failure) return error
  const known = asAuthError(error)
  const message = known
    ? `${known.errorMessage} ${known.message} ${known.brokerMessage}`
    : error instanceof Error
      ? error.message
      : String(error)
  const number = /AADSTS(\d+)/.exec(message)?.[1]
  const code = known?.errorCode ?? ''
  const text =
    (number ? byNumber[number] : undefined) ??
    byCode[code] ??
    Object.entries(byCode).find(([name]) => message.includes(name))?.[1]
  const requestId = /Trace ID: ([0-9a-f-]{36})/i.exec(message)?.[1] ?? (known?.correlationId || undefined)
  const unreachable =
    text === byCode['endpoints_resolution_error'] ||
    text === byCode['network_error'] ||
    text === byCode['no_network_connectivity'] ||
    /ECONN|ENOTFOUND|EAI_AGAIN|fetch failed|certificate/i.test(message)
  if (text)
    return new Failure(
      unreachable ? 'unreachable' : 'unauthenticated',
      `${text.message.replace(/\.$/, '')}${number ? ` (AADSTS${number})` : ''}.`,
      { hint: text.hint, requestId, cause: error },
    )
  if (unreachable)
    return failure('unreachable', words.unreachable(redact(message).slice(0, 200)), { requestId, cause: error })
  const hint = wantsSomebody(error) ? words.signInAgain : words.tryAgain
  return new Failure(
    'unauthenticated',
    words.failed(tenantName, redact(number ? `AADSTS${number}` : code || message).slice(0, 200)),
    { hint, requestId, cause: error },
  )
}
