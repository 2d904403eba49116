/** The parts of an error answer that say what it means. */
export interface Problem {
  readonly status: number
  readonly code: string
  readonly message: string
}

const gone = /^(Request_)?ResourceNotFound$/i
const route = /No OData route exists|No method match route template|Resource not found for the segment/i

/**
 * The object isn't there, or no longer. Services say it differently: 404, 410, and 400 with `ResourceNotFound` for
 * settings catalog policies and reusable settings (G-44).
 */
export const isGone = (problem: Problem): boolean =>
  !isNoRoute(problem) &&
  (problem.status === 404 || problem.status === 410 || (problem.status === 400 && gone.test(problem.code)))

/** The service has no such address, although Microsoft's contract promises it (G-81). */
export const isNoRoute = ({ status, code, message }: Problem): boolean =>
  status === 405 || status === 501 || ((status === 400 || status === 404) && (route.test(code) || route.test(message)))

/** Another attempt by the same route may be answered. */
export const isPassing = ({ status }: Problem): boolean => status === 0 || status === 429 || status >= 500
