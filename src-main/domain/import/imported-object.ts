import type { Doubt } from '#contract/model/doubts.ts'
import type { Json } from '../json.ts'
import type { PolicyType } from '../policy-types/policy-type.ts'

/** A policy or another object that a file holds, as a capture would have it. */
export interface ImportedObject {
  readonly path: string
  readonly type: PolicyType
  readonly document: Json
  readonly doubts: readonly Doubt[]
  readonly notes: readonly string[]
  /** The export has no ID of it: the one it has was made from its name. */
  readonly hasMadeId?: true
}

/** What became of a file. Every file has one. */
export interface FileOutcome {
  readonly path: string
  readonly outcome: 'imported' | 'part' | 'nothing' | 'duplicate' | 'unknown' | 'damaged'
  readonly reason: string
}
