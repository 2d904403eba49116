import type { Json } from './json.ts'

/** An answer that Graph would give instead of the result (G-39). */
export class ODataError extends Error {
  readonly status: number
  readonly code: string
  readonly headers: Record<string, string>

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message)
    this.status = status
    this.code = code
    this.headers = headers
  }
}

/** 400 for a body that the service's model does not accept. */
export const modelValidation = (message: string) => new ODataError(400, 'ModelValidationFailure', message)

/** What the service answers for an object that is not there: 404 unless its collection says otherwise (G-44). */
export const notFound = (what: string, { status = 404, code = 'ResourceNotFound' } = {}) =>
  new ODataError(status, code, intuneMessage(`${what} was not found.`))

/** 400 for a path that the service has no route for, in its own words. */
export const noRoute = (method: string, path: string) =>
  new ODataError(
    400,
    'No method match route template',
    `No OData route exists that match template ~/${path} with http verb ${method} for request.`,
  )

/** Intune services wrap their errors as a JSON string in `message` (G-40). */
export function intuneMessage(message: string): string {
  return JSON.stringify(
    {
      _version: 3,
      Message: `${message} - Operation ID (for customer support): 00000000-0000-0000-0000-000000000000 - Activity ID: ${crypto.randomUUID()} - Url: https://fef.sim01.manage.example/Simulated_2611/SimulatedFEService/deviceManagement?api-version=5026-08-04`,
      CustomApiErrorPhrase: '',
      RetryAfter: null,
      ErrorSourceService: '',
      HttpHeaders: '{}',
    },
    null,
    2,
  )
}

/** The error body in the service's shape. */
export function errorBody(error: ODataError, requestId: string, clientRequestId: string): Json {
  const inner: Json = {
    date: new Date().toISOString().slice(0, 19),
    'request-id': requestId,
    'client-request-id': clientRequestId,
  }
  if (error.code === 'ModelValidationFailure') inner['message'] = error.message
  return { error: { code: error.code, message: error.message, innerError: inner } }
}
