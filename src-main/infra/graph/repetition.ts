import type { GraphAnswer } from '#app/ports/graph.ts'
import type { HttpRequest } from './http.ts'

/** Number of attempts for a read that is cut or fails. */
export const attempts = 8
/** Number of attempts for a throttled request, each after the requested wait. */
export const throttledAttempts = 60
/** Status codes after which a read is repeated. A 500 is often temporary too. */
export const transient: ReadonlySet<number> = new Set([500, 502, 503, 504])

const firstMs = 250
const mostMs = 8_000

/** The wait before a retry without `Retry-After`. It doubles, within limits. */
export const backOff = (attempt: number): number => Math.min(mostMs, firstMs * 2 ** (attempt - 1))

/** Repeats a read until it is answered or all attempts are used. A throttled read waits at the gate. */
export type RepeatedRead = (request: Omit<HttpRequest, 'write'>) => Promise<GraphAnswer>
