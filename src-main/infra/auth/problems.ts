import { AuthError, InteractionRequiredAuthError } from '@azure/msal-node'
import { Failure } from '#contract/errors.ts'
import { redact } from '#domain/redact/redact.ts'

type Words = readonly [message: string, hint: string]

/** What the numbers of Entra's errors mean to the person in front of it (G-12). */
const known: Readonly<Record<string, Words>> = {
  50020: ['The account does not belong to this tenant.', 'Sign in with an account of the tenant.'],
  50034: ['The account does not exist in this tenant.', 'Sign in with an account of the tenant.'],
  50076: ['The tenant asks for a second factor.', 'Sign in again and confirm it.'],
  50105: ['The account is not assigned to the app.', 'Ask an administrator to assign the app to it.'],
  50173: ['The sign-in was ended by an administrator or a changed password.', 'Sign in again.'],
  53003: [
    'A Conditional Access policy of the tenant blocks this sign-in.',
    'Use a device or a network that the policy allows, or another way to sign in.',
  ],
  65001: [
    'Nobody has consented to what the app asks for.',
    'An administrator of the tenant has to consent, or sign in with what is consented already.',
  ],
  65004: ['The sign-in was declined.', 'Sign in again and accept, or cancel.'],
  70000: ['The sign-in was declined on the other device.', 'Start again when you are ready.'],
  70020: ['The code has expired.', 'Start again for a new code.'],
  70043: ['The sign-in has become too old for the tenant.', 'Sign in again.'],
  700016: [
    'The tenant does not know this app registration.',
    "Check the client id, and that the registration is in the tenant's cloud.",
  ],
  700027: [
    'The certificate does not belong to the app registration.',
    'Upload the certificate to the registration, or choose the right file.',
  ],
  7000218: [
    'The app registration does not allow public client flows.',
    'Switch "Allow public client flows" on in the registration, or sign in with the browser.',
  ],
  90002: ['There is no such tenant.', 'Check the tenant id or domain, and the cloud.'],
  90072: ['The account does not belong to this tenant.', 'Sign in with an account of the tenant.'],
}

const byCode: Readonly<Record<string, Words>> = {
  endpoints_resolution_error: [
    'The sign-in service cannot be reached, or knows no such tenant.',
    'Check the network, the cloud and the tenant id. Everything captured can still be read.',
  ],
  network_error: [
    'The sign-in service cannot be reached.',
    'Check the network. Everything captured can still be read.',
  ],
  authorization_declined: ['The sign-in was declined.', 'Start again when you are ready.'],
  access_denied: ['The sign-in was declined.', 'Sign in again and accept, or cancel.'],
  consent_required: known['65001']!,
  expired_token: ['The code has expired.', 'Start again for a new code.'],
  device_code_expired: ['The code has expired.', 'Start again for a new code.'],
  user_timeout_reached: ['Nobody signed in in time.', 'Start again.'],
  no_tokens_found: ['Nobody is signed in.', 'Sign in to the tenant.'],
}

/** An error of msal as one that a person understands, with the trace id that Microsoft support asks for. */
export function signInFailure(error: unknown, tenantName: string): Failure {
  if (error instanceof Failure) return error
  const said =
    error instanceof AuthError
      ? `${error.errorMessage} ${error.message}`
      : error instanceof Error
        ? error.message
        : String(error)
  const number = /AADSTS(\d+)/.exec(said)?.[1]
  const code = error instanceof AuthError ? error.errorCode : ''
  const words =
    (number ? known[number] : undefined) ??
    byCode[code] ??
    Object.entries(byCode).find(([name]) => said.includes(name))?.[1]
  const requestId =
    /Trace ID: ([0-9a-f-]{36})/i.exec(said)?.[1] ??
    (error instanceof AuthError && error.correlationId ? error.correlationId : undefined)
  const unreachable =
    words === byCode['endpoints_resolution_error'] ||
    words === byCode['network_error'] ||
    /ECONN|ENOTFOUND|EAI_AGAIN|fetch failed|certificate/i.test(said)
  if (words)
    return new Failure(
      unreachable ? 'unreachable' : 'unauthenticated',
      `${words[0].replace(/\.$/, '')}${number ? ` (AADSTS${number})` : ''}.`,
      { hint: words[1], requestId, cause: error },
    )
  if (unreachable)
    return new Failure('unreachable', `The sign-in service cannot be reached (${redact(said).slice(0, 200)}).`, {
      hint: "Check the network and whether this computer trusts the service's certificate.",
      requestId,
      cause: error,
    })
  const hint =
    error instanceof InteractionRequiredAuthError ? 'Sign in again.' : 'Try again; the id helps Microsoft support.'
  return new Failure(
    'unauthenticated',
    `The sign-in to ${tenantName} failed (${redact(number ? `AADSTS${number}` : code || said).slice(0, 200)}).`,
    { hint, requestId, cause: error },
  )
}
