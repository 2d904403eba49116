import { createRandom } from './random.ts'
import { readFileSync } from 'node:fs'
import { isObject, text, type Json } from './json.ts'
import { spoilings, type Spoiling } from './spoil.ts'

/**
 * One fault: which requests it hits, and what happens to them. `path` is a regular expression over the path below
 * the version. Without `nth`, `every` or `probability` it hits every request it matches.
 */
export interface Fault {
  readonly method?: string
  readonly path?: string
  /** The n-th matching request, counted from 1. */
  readonly nth?: number
  /** Each n-th matching request. */
  readonly every?: number
  /** Share of the matching requests, 0 to 1; which ones follows from the plan's seed. */
  readonly probability?: number
  /** At most this many requests are hit; no limit when left out. */
  readonly times?: number
  /** A storm: from its first hit on, every matching request is hit for this long. */
  readonly forMs?: number
  readonly status?: number
  readonly code?: string
  readonly message?: string
  /** `Retry-After` in seconds, also as a fraction. */
  readonly retryAfter?: number
  /** `Retry-After` as a date instead. */
  readonly retryAfterDate?: boolean
  /** The request is carried out before the status is answered. */
  readonly takesEffect?: boolean
  readonly delayMs?: number
  /** Cuts the connection before the request is carried out, or after it took effect. */
  readonly cut?: 'before' | 'after'
  /** What is wrong with the body of an answer that is otherwise right. */
  readonly body?: 'badJson' | 'truncated' | 'html'
  /** What is wrong with the content of an answer, also of a part of a batch. */
  readonly spoil?: Spoiling
  /** The request is never answered, alone or in a batch with others. */
  readonly hang?: boolean
  /** The answer of a list names itself as its next page. */
  readonly endlessNextLink?: boolean
  /** The service's clock, against the real one. */
  readonly clockSkewMs?: number
}

export interface FaultFile {
  /** Makes the same plan hit the same requests; 1 when left out. */
  readonly seed: number
  readonly faults: readonly Fault[]
}

/** Tells, request by request, which fault hits. */
export type FaultPlan = (method: string, path: string) => Fault | undefined

/** Makes a plan that counts matching requests for each fault; the first fault that is due hits. */
export function createFaultPlan({ seed, faults }: FaultFile, now: () => number = Date.now): FaultPlan {
  const counted = faults
    .filter((fault) => fault.hang !== true)
    .map((fault) => ({
      fault,
      pattern: new RegExp(fault.path ?? ''),
      seen: 0,
      hit: 0,
      stormUntil: 0,
    }))
  const random = createRandom(seed)
  return (method, path) => {
    let found: Fault | undefined
    for (const entry of counted) {
      const { fault } = entry
      if ((fault.method && fault.method !== method) || !entry.pattern.test(path)) continue
      entry.seen += 1
      // Each fault draws for each request it matches, so that one does not change which requests another hits.
      const drawn = fault.probability === undefined || random() < fault.probability
      const due =
        drawn &&
        (fault.nth === undefined || fault.nth === entry.seen) &&
        (fault.every === undefined || entry.seen % fault.every === 0)
      const storm = now() < entry.stormUntil
      if ((!due && !storm) || found || (fault.times !== undefined && entry.hit >= fault.times)) continue
      entry.hit += 1
      if (fault.forMs !== undefined && entry.stormUntil === 0) entry.stormUntil = now() + fault.forMs
      found = fault
    }
    return found
  }
}

/** Whether a request is never answered. Nothing is counted. */
export const hangs = ({ faults }: FaultFile, method: string, path: string): boolean =>
  faults.some(
    (fault) =>
      fault.hang === true &&
      (fault.method === undefined || fault.method === method) &&
      new RegExp(fault.path ?? '').test(path),
  )

/**
 * Reads a fault file: a JSON array of faults, or `{ "seed": N, "faults": […] }`.
 *
 * @throws Error with a sentence naming what is wrong
 */
export function readFaults(file: string): FaultFile {
  let parsed: unknown
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`The fault file ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
  const faults = isObject(parsed) ? parsed['faults'] : parsed
  const seed = isObject(parsed) ? (parsed['seed'] ?? 1) : 1
  if (!Array.isArray(faults) || !faults.every(isObject))
    throw new Error(`The fault file ${file} must hold a JSON array of faults.`)
  if (typeof seed !== 'number') throw new Error(`The fault file ${file} uses a seed that is not a number.`)
  return { seed, faults: faults.map((fault) => checked(fault, file)) }
}

const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value) && value >= 0
const isText = (value: unknown) => typeof value === 'string'
const isSwitch = (value: unknown) => typeof value === 'boolean'

/** What each word of the language takes. */
const words: Readonly<Record<keyof Fault, readonly [test: (value: unknown) => boolean, what: string]>> = {
  method: [isText, 'a method'],
  path: [(value) => isText(value) && isPattern(text(value)), 'a regular expression'],
  nth: [isNumber, 'a number'],
  every: [isNumber, 'a number'],
  probability: [(value) => isNumber(value) && Number(value) <= 1, 'a number from 0 to 1'],
  times: [isNumber, 'a number'],
  forMs: [isNumber, 'milliseconds'],
  status: [(value) => isNumber(value) && Number(value) >= 400 && Number(value) < 600, 'a status from 400 to 599'],
  code: [isText, 'a text'],
  message: [isText, 'a text'],
  retryAfter: [isNumber, 'seconds'],
  retryAfterDate: [isSwitch, 'true or false'],
  takesEffect: [isSwitch, 'true or false'],
  delayMs: [isNumber, 'milliseconds'],
  cut: [(value) => value === 'before' || value === 'after', '"before" or "after"'],
  body: [
    (value) => value === 'badJson' || value === 'truncated' || value === 'html',
    '"badJson", "truncated" or "html"',
  ],
  spoil: [(value) => spoilings.some((known) => known === value), `one of ${spoilings.join(', ')}`],
  hang: [isSwitch, 'true or false'],
  endlessNextLink: [isSwitch, 'true or false'],
  clockSkewMs: [(value) => typeof value === 'number', 'milliseconds'],
}

function isPattern(source: string): boolean {
  try {
    return Boolean(new RegExp(source))
  } catch {
    return false
  }
}

function checked(fault: Json, file: string): Fault {
  for (const [word, value] of Object.entries(fault)) {
    const rule = Object.entries(words).find(([name]) => name === word)?.[1]
    if (!rule) throw new Error(`The fault file ${file} uses "${word}"; known are ${Object.keys(words).join(', ')}.`)
    if (!rule[0](value))
      throw new Error(`The fault file ${file} uses ${word} ${JSON.stringify(value)}; it must be ${rule[1]}.`)
  }
  return fault
}
