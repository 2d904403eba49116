import { ODataError } from './errors.ts'
import { isObject, type Json } from './json.ts'
import type { Stream, Tenant } from './tenant.ts'
import type { TypeBehaviour } from './types.ts'

/** One call of the simulated Graph, whether it came alone or inside `$batch`. */
export interface Call {
  readonly method: string
  /** Absolute address, version included. */
  readonly url: URL
  readonly body: unknown
  /** By their lower-case names; a part of a batch has those of the whole and its own. */
  readonly headers?: Readonly<Record<string, string>>
}

/** What it answers. `body` is left out for 204. */
export interface Answer {
  readonly status: number
  readonly body?: Json
  readonly headers?: Record<string, string>
  /** A file instead of a body. */
  readonly stream?: Stream
}

/** What a call resolves to below its collection. */
export interface Route {
  readonly tenant: Tenant
  readonly call: Call
  readonly behaviour: TypeBehaviour | undefined
  readonly path: string
  readonly declared: string
}

/** `@odata.context` of an answer; clients read the parent of a sub-collection from it. */
export function context(route: Route, suffix: string): string {
  const { url } = route.call
  return `${url.origin}/${url.pathname.split('/')[1]}/$metadata#${route.path.slice(1)}${suffix}`
}

/** The body of a write; none or an array is refused. */
export function requireBody(call: Call): Json {
  if (!isObject(call.body))
    throw new ODataError(
      400,
      'BadRequest',
      'Write requests (excluding DELETE) must contain the Content-Type header declaration and a JSON object.',
    )
  return call.body
}

/** 405 in the service's words. */
export const notAllowed = () =>
  new ODataError(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.')

/** Whether a call only reads, also by an action. */
export const isRead = ({ method, url }: Pick<Call, 'method' | 'url'>): boolean =>
  method === 'GET' || isReadingAction(url.pathname)

/** Actions that read despite their method. */
export const isReadingAction = (pathname: string): boolean =>
  /\/(getByIds|retrieveEnrollmentTimeDeviceMembershipTarget)$/.test(pathname)
