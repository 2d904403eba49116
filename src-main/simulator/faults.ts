import { readFileSync } from 'node:fs'
import { isObject, text, type Json } from './json.ts'

/**
 * One fault: which requests it hits, and what happens to them.
 * `path` is a regular expression over the path below the version; `nth` counts matching requests from 1.
 */
export interface Fault {
  readonly method?: string
  readonly path?: string
  readonly nth?: number
  /** At most this many requests are hit; no limit when left out. */
  readonly times?: number
  readonly status?: number
  readonly code?: string
  readonly retryAfter?: number
  readonly delayMs?: number
  /** Cuts the connection before the request is carried out, or after it took effect. */
  readonly cut?: 'before' | 'after'
}

/** Tells, request by request, which fault hits. */
export type FaultPlan = (method: string, path: string) => Fault | undefined

/** Makes a plan that counts matching requests for each fault. */
export function createFaultPlan(faults: readonly Fault[]): FaultPlan {
  const counted = faults.map((fault) => ({ fault, pattern: new RegExp(fault.path ?? ''), seen: 0, hit: 0 }))
  return (method, path) => {
    let found: Fault | undefined
    for (const entry of counted) {
      if (entry.fault.method && entry.fault.method !== method) continue
      if (!entry.pattern.test(path)) continue
      entry.seen += 1
      const due = entry.fault.nth === undefined || entry.fault.nth === entry.seen
      if (!due || found || (entry.fault.times !== undefined && entry.hit >= entry.fault.times)) continue
      entry.hit += 1
      found = entry.fault
    }
    return found
  }
}

/**
 * Reads a fault file: a JSON array of faults.
 *
 * @throws Error with a sentence naming what is wrong
 */
export function readFaults(file: string): Fault[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`The fault file ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (!Array.isArray(parsed) || !parsed.every(isObject)) throw new Error(`The fault file ${file} must hold a JSON array of faults.`)
  return parsed.map((fault) => checked(fault, file))
}

const known = new Set(['method', 'path', 'nth', 'times', 'status', 'code', 'retryAfter', 'delayMs', 'cut'])

function checked(fault: Json, file: string): Fault {
  const strange = Object.keys(fault).find((key) => !known.has(key))
  if (strange) throw new Error(`The fault file ${file} uses "${strange}"; known are ${[...known].join(', ')}.`)
  if (fault['cut'] !== undefined && !['before', 'after'].includes(text(fault['cut']))) {
    throw new Error(`The fault file ${file} uses cut "${String(fault['cut'])}"; it is "before" or "after".`)
  }
  return fault
}
