import type { Doubt } from '#contract/model/doubts.ts'
import type { PlanOptions } from '#contract/model/plans.ts'
import type { GraphContract } from '../graph-contract/graph-contract.ts'
import type { Json } from '../json.ts'
import type { PolicyType, WriteContext } from '../policy-types/policy-type.ts'
import type { Choice, DirectoryEntry, MappedReference } from './mapping.ts'
import type { SourceReach } from './source-reach.ts'
import type { Risk } from './risk.ts'
import type { WriteStep } from './write-step.ts'

export type PlanAction = 'create' | 'update' | 'recreate' | 'delete' | 'unchanged' | 'skip' | 'blocked' | 'conflict'

/** A secret whose value the backup doesn't hold, and what somebody answered. */
export interface SecretAsk {
  /** JSON Pointer in the document. */
  readonly pointer: string
  readonly label: string
  /** Without it, the object can't be written. */
  readonly isNeeded: boolean
  /** An update can leave the value of the target alone. */
  readonly canKeep: boolean
  readonly answer: 'typed' | 'kept' | null
}

/** A captured object to restore. */
export interface SourceItem {
  readonly type: PolicyType
  readonly versionId: string
  readonly sourceId: string
  readonly name: string
  readonly document: Json
  /** Labels of masked secrets whose clear value is not in the store. */
  readonly missingSecrets: readonly string[]
  /** Secrets that somebody can type in for this restore. */
  readonly asks?: readonly SecretAsk[]
  /** What tells its secrets apart from others, by pointer: they hide behind equal masks. */
  readonly secretPrints?: ReadonlyMap<string, string>
  /** As the restore left it that is to be undone. */
  readonly after?: Json
  /** What Graph contradicted when it was captured. */
  readonly doubts?: readonly Doubt[]
  /** Why the change that somebody asked for can't be made to it. */
  readonly cannot?: string
}

/** An object of the target tenant; the document is there when it may be the counterpart of a source item. */
export interface LiveObject {
  readonly id: string
  readonly name: string
  /** Apps and filters of one name for several platforms are different ones. */
  readonly platform?: string
  readonly odataType: string
  /** What tells it apart where neither id nor name does. */
  readonly identity?: string | null
  readonly meaning?: string
  readonly document?: Json
  readonly fingerprint?: string
  /** Why there is no document although it may be the counterpart. */
  readonly unread?: string
  /** Of its latest capture. */
  readonly secretPrints?: ReadonlyMap<string, string>
}

/** An object of the target that was read completely, and that another one replaces. */
export type OldObject = LiveObject & { readonly document: Json }

/** A new object takes the place of one that can't be changed in place. The old one is archived or deleted last. */
export interface Replacement {
  readonly how: 'replace'
  readonly live: OldObject
}

/** What an earlier restore replaced, as far as the new object is still there. */
export interface Replaced {
  readonly kind: string
  readonly sourceId: string
  readonly oldId: string
  readonly newId: string
}

export interface PlanInput {
  readonly items: readonly SourceItem[]
  readonly live: ReadonlyMap<string, readonly LiveObject[]>
  /** Groups and other directory objects of the target, by kind. */
  readonly directory: ReadonlyMap<string, readonly DirectoryEntry[]>
  /** Kinds of which nothing is known in the target, with the reason: their list couldn't be read. */
  readonly unlisted?: ReadonlyMap<string, string>
  readonly sourceNames: ReadonlyMap<string, string>
  /** What objects of the source mean, where a name does not say it all. */
  readonly sourceMeanings?: ReadonlyMap<string, string>
  /** Chosen for this plan, by `kind/sourceId`. */
  readonly choices: ReadonlyMap<string, Choice>
  /** Chosen or made earlier between the same two tenants, as far as it is still there. */
  readonly remembered: ReadonlyMap<string, Choice>
  /** What earlier restores between the same two tenants replaced. */
  readonly replaced?: readonly Replaced[]
  /** Names of what refers to an object of the target and stays. */
  readonly usersOf?: (kind: string, id: string) => readonly string[]
  /** Objects of the target that an undo would take away again. */
  readonly deletions?: readonly Deletion[]
  readonly sameTenant: boolean
  readonly options: PlanOptions
  readonly contract: GraphContract
  readonly graph: WriteContext
}

/** An object that an earlier restore made, or that somebody wants to be gone, and that is in the target by its id. */
export interface Deletion {
  readonly type: PolicyType
  readonly id: string
  readonly name: string
  /** Its version from after it was made, or its latest one. */
  readonly versionId: string
  readonly after?: Json
  /** Somebody asked for it to be deleted. */
  readonly isAsked?: true
  /** Labels of secrets that no capture has: somebody would have to type them in to bring it back. */
  readonly lostSecrets?: readonly string[]
}

/** What a restore would do with one object. */
export interface PlanItem {
  readonly type: string
  readonly versionId: string
  readonly sourceId: string
  readonly name: string
  readonly action: PlanAction
  readonly reason: string | null
  /** Secrets that the backup doesn't hold; none for an object that stays as it is. */
  readonly asks?: readonly SecretAsk[]
  readonly warnings: readonly string[]
  readonly risk: Risk
  /** Written unless somebody leaves it out; some types are written only when somebody takes them in. */
  readonly included: boolean
  readonly targetId: string | null
  readonly liveFingerprint: string | null
  /** `type/sourceId` of items that are written before this one. */
  readonly dependsOn: readonly string[]
  /**
   * `type/sourceId` of items that refer to each other with this one: it is made without them, and gets them in a second
   * pass.
   */
  readonly later: readonly string[]
  readonly steps: readonly WriteStep[]
  /**
   * On the old object of a replacement: `type/sourceId` of the item that takes its place and has to be complete first.
   * Nothing of the source stands for the old object, so its own `sourceId` and `versionId` are empty.
   */
  readonly replacedBy?: string | null
  /** It is blocked, but a new object could replace the one in the target. */
  readonly canReplace?: boolean
  /** What its assignments need; null if none are restored. */
  readonly reach?: SourceReach | null
  /** The version is assigned to somebody, and the object in the target won't be. */
  readonly endsUnassigned?: boolean
  /** The document with the target's ids; ids of objects that this plan creates are still placeholders. */
  readonly wanted: Json
  readonly live: Json | null
}

export interface Plan {
  readonly items: readonly PlanItem[]
  readonly references: readonly MappedReference[]
}

/** How many items have each action. */
export type PlanSummary = Readonly<Record<PlanAction, number>>
