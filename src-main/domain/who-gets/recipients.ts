import type { Json } from '../json.ts'

/** Somebody whom assignments to users can reach. */
export interface User {
  /** The object ID in Microsoft Entra, as a key. */
  readonly id: string
  readonly name: string
  /** User principal name. */
  readonly userName: string
}

/** An enrolled device. */
export interface Device {
  /** The ID in Intune. */
  readonly id: string
  readonly name: string
  /** Its object in Microsoft Entra, as a key; null if it has none. Missing if nobody knows. */
  readonly objectId?: string | null
  /** Its primary user, as a key; null if it has none. Missing if nobody knows. */
  readonly userId?: string | null
  /** What Graph said about it (Graph docs: managedDevice), for the rules of filters. */
  readonly facts: Json
}

/** A group that an assignment names, or that is in one. */
export interface Group {
  readonly id: string
  readonly name: string
  /** The rule of a dynamic group; null for others. */
  readonly rule: string | null
  /** IDs of its direct members; null if they couldn't be read, or if the group doesn't exist any more. */
  readonly members: readonly string[] | null
  readonly exists: boolean
}

/** Everybody and everything that policies can reach, as it was read at one time. */
export interface Recipients {
  /** Null if they couldn't be read. */
  readonly users: readonly User[] | null
  /** Null if they couldn't be read. */
  readonly devices: readonly Device[] | null
  readonly groups: readonly Group[]
  /** Sentences about what couldn't be read. */
  readonly unread: readonly string[]
}
