import type { Json } from '../json.ts'
import type { PolicyType } from '../policy-types/policy-type.ts'
import type { Assignment } from '../who-gets/assignments-of.ts'

/** A captured object, as advice looks at it. */
export interface AdviceObject {
  readonly policyId: string
  readonly type: PolicyType
  /** The ID in Intune. */
  readonly externalId: string
  readonly name: string
  readonly document: Json
  readonly assignments: readonly Assignment[]
}

/** What is known of a group where users, devices and groups were read. */
export interface KnownGroup {
  readonly name: string
  readonly exists: boolean
  /** Whether nobody is in it, nor in a group in it; null if that isn't known. */
  readonly isEmpty: boolean | null
}

/** Everything that advice can look at: the latest captures of a tenant. */
export interface AdviceContext {
  readonly objects: readonly AdviceObject[]
  /** Names of what refers to an object, by `kind/id`. */
  readonly usersOf: (kind: string, id: string) => readonly string[]
  /** A group by its ID; null if it wasn't read. */
  readonly group: (id: string) => KnownGroup | null
  /** Whether no user and no device gets an object, or may; null if users and devices weren't read. */
  readonly reachesNobody: (object: AdviceObject) => boolean | null
}

/** An object that a rule has something to say about. */
export interface AdviceFinding {
  readonly policyId: string
  /** What is about this one, as a sentence. */
  readonly detail: string
}

/** One piece of advice: what it looks for, why that matters, and which objects it is about. */
export interface AdviceRule {
  readonly id: string
  readonly title: string
  /** Why somebody would do something about it, in a sentence or two. */
  readonly why: string
  readonly severity: 'high' | 'medium' | 'low'
  /** It takes the members of groups, or all users and devices, too. */
  readonly needsMembers?: 'members' | 'everybody'
  /** The change of many policies that mends it, where there is one. */
  readonly fix: 'archive' | 'delete' | 'unassign' | null
  find(context: AdviceContext): readonly AdviceFinding[]
}
