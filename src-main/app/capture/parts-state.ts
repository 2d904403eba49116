import type { Doubt } from '#contract/model/doubts.ts'
import type { Look } from '#domain/doubts/looks.ts'
import type { Json } from '#domain/json.ts'
import type { CapturePart, PartRoute, PolicyType } from '#domain/policy-types/policy-type.ts'
import type { GraphProblem } from '../ports/graph.ts'

/** An object to read, and what is known of it. */
export interface PartsToRead {
  readonly type: PolicyType
  /** The object as it was listed, with what the list expanded. */
  readonly item: Json
  /** What is known of it from elsewhere. It tells which parts the object has. */
  readonly known: Json
  /** How to read the object itself; null if the listing is complete. */
  readonly byId: PolicyType['capture']['byId']
  readonly earlierAssignments: number | null
  /** Parts that aren't wanted. */
  readonly leaveOut: ReadonlySet<string>
}

/** What was read of an object. */
export interface ReadParts {
  /** The object itself, if it had to be read. */
  readonly own: Json | null
  /** Parts by their property. A part that nobody knows anything about is left out. */
  readonly parts: ReadonlyMap<string, unknown>
  readonly doubts: readonly Doubt[]
  /** Parts with more entries than are read. */
  readonly tooLong: readonly string[]
}

/** A part that is still to be read, or was. */
export interface Need {
  readonly part: CapturePart
  listIsProven: boolean
  readonly looks: Look[]
  readonly tried: Set<PartRoute>
  repeated: boolean
  isTooLong: boolean
  problem: GraphProblem | null
  /** Resolved parts need nothing more. */
  resolved: boolean
  value: unknown
}

/** An object while it is read. */
export interface State extends PartsToRead {
  readonly needs: readonly Need[]
  own: Json | null
  /** The object itself is read without expanding anything, because that failed. */
  plain: boolean
  /** The object as it was read again, because what the list said of it contradicts its parts. */
  again: Json | null
  readonly doubts: Doubt[]
  problem: GraphProblem | null
}

/** Nothing of the object was read yet. */
export function newState(entry: PartsToRead): State {
  const parts = entry.type.capture.parts.filter(
    (part) => part.when?.(entry.known) !== false && !entry.leaveOut.has(part.property),
  )
  const needs = parts.map((part): Need => ({
    part,
    listIsProven: false,
    looks: [],
    tried: new Set(),
    repeated: false,
    isTooLong: false,
    problem: null,
    resolved: false,
    value: undefined,
  }))
  return { ...entry, needs, own: null, plain: false, again: null, doubts: [], problem: null }
}
