import type { GraphAnswer } from '#app/ports/graph.ts'
import type { HttpRequest } from './http.ts'

/** Attempts at a read that is cut off or meets a fault. */
export const attempts = 8
/** Attempts at what Graph throttles: each one was told when to come again. */
export const throttledAttempts = 60
/** Answers after which a read is asked again; 500 is often a fault of the moment too. */
export const transient: ReadonlySet<number> = new Set([500, 502, 503, 504])

const firstMs = 250
const mostMs = 8_000

/** The wait before an attempt is repeated, where the service names none: it doubles, within limits. */
export const backOff = (attempt: number): number => Math.min(mostMs, firstMs * 2 ** (attempt - 1))

/** Sends a read until it is answered or there is no hope; a throttled one waits at the gate. */
export type RepeatedRead = (request: Omit<HttpRequest, 'write'>) => Promise<GraphAnswer>
