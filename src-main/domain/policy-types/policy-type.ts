import type { PermissionArea } from '#contract/model/permissions.ts'
import type { PathPattern } from '../canonical/paths.ts'
import type { Json } from '../json.ts'
import type { ReadableSection } from '../readable/readable.ts'
import type { WriteStep } from '../restore/write-step.ts'

/** Platforms as the Intune admin center names them. */
export type Platform = 'Windows' | 'iOS/iPadOS' | 'macOS' | 'Android' | 'Linux' | 'All platforms'

/**
 * One entry of the registry: everything that capture, the readable view, diff and restore need to know about
 * a Graph collection. Shared code asks these properties and never for a type by name.
 */
export interface PolicyType {
  /** The Graph collection name. */
  readonly key: string
  readonly title: string
  /** Where the Intune admin center has it, from the root of the tree. */
  readonly category: readonly string[]
  /** Path below the version, e.g. `/deviceManagement/configurationPolicies`. */
  readonly path: string
  readonly rootType: string
  readonly nameProperty: 'displayName' | 'name'
  readonly scopeTagProperty: 'roleScopeTagIds' | 'roleScopeTags' | null
  /** Others refer to it, so it is captured and restored before them (spec 006). */
  readonly foundation: boolean
  /** Restore order: lower first (types.json `importOrder`). */
  readonly phase: number
  /** Graph permissions that reading and writing it take (types.json `permissionsRead`, `permissionsWrite`). */
  readonly area: PermissionArea
  readonly capture: CaptureRules
  /** Paths that change without an administrator: left out of the fingerprint. */
  readonly volatile: readonly PathPattern[]
  /** Lists whose order has no meaning. */
  readonly unordered: readonly PathPattern[]
  readonly references: readonly ReferenceRule[]
  readonly assignments: AssignmentRules | null
  readonly write: WriteRules
  platformOf(policy: Json): Platform
  /** What the admin center calls this kind of object, e.g. `Device restrictions`. */
  kindOf(policy: Json): string
  /** Brings equal content that Graph writes in several ways to one form, for comparison only. */
  normalise?(policy: Json): Json
  /** The readable view; without it the generic one is used. */
  readable?(policy: Json, context: ReadableContext): readonly ReadableSection[]
}

/** Names that the readable view may use. */
export interface ReadableContext {
  /** Name of a group, filter, tag … by kind and id, as resolved when the version was captured. */
  nameOf(kind: string, id: string): string | undefined
  /** Setting definition of the settings catalog, when the store has it. */
  settingDefinition(id: string): SettingDefinition | undefined
}

/** The part of a settings catalog definition that the readable view shows. */
export interface SettingDefinition {
  readonly id: string
  readonly displayName: string
  readonly description?: string
  readonly category?: string
  /** Choice values by their item id. */
  readonly options?: Readonly<Record<string, string>>
}

/** How an object is read completely. */
export interface CaptureRules {
  /** The list leaves out properties: read each object by id, with this `$expand`. */
  readonly byId: { readonly expand?: string } | null
  /** Navigation properties that point at other objects; which of them an object has, Microsoft's contract says. */
  readonly links?: LinkRules
  /** Collections below the object, merged into it under their Graph names. */
  readonly parts: readonly CapturePart[]
  /** Secret values in an object: those that Graph masks, and those that it answers in clear. */
  readonly secrets?: (policy: Json) => readonly SecretValue[]
}

/** Links from objects of a type to others. */
export interface LinkRules {
  /** Entity type of what they point at. */
  readonly to: string
  readonly names: readonly string[]
}

export interface CapturePart {
  readonly property: string
  /** Path below the object, with query options. */
  readonly path: string
  /** A collection below each item of this one. */
  readonly nested?: { readonly property: string; readonly path: (itemId: string) => string }
}

export interface SecretValue {
  /** JSON Pointer of the value in the document. */
  readonly pointer: string
  readonly label: string
  /** Path below the object that answers the clear `{ value }` of a masked one; null where there is none. */
  readonly readPath: string | null
  /** The value is a token that stands for one that only the service of this tenant knows. */
  readonly isToken: boolean
  /** The clear value is read as text but written as base64. */
  readonly base64: boolean
}

/** A property that holds the id of another object. */
export interface ReferenceRule {
  readonly path: PathPattern
  /** Registry key or directory kind of the target: `roleScopeTags`, `groups`, `mobileAppCategories`, … */
  readonly to: string
  /** What happens when the target tenant has no such object: the entry is removed, or the value is emptied. */
  readonly whenMissing: 'remove' | 'empty'
  /** Ids that mean "nothing" or are the same in every tenant. */
  readonly fixed?: readonly string[]
}

export type AssignmentTarget = 'group' | 'exclusionGroup' | 'allLicensedUsers' | 'allDevices' | 'configurationManagerCollection'

export interface AssignmentRules {
  /** `assign` replaces the whole set in one call; `one-by-one` posts and deletes single assignments. */
  readonly how: 'assign' | 'one-by-one'
  /** Key of the action's body. */
  readonly bodyKey: string
  /** Properties of an assignment that are written beside its target. */
  readonly keep: readonly string[]
  readonly targets: readonly AssignmentTarget[]
  readonly filters: boolean
}

export interface WriteRules {
  readonly update: 'PATCH' | 'PUT'
  /** Top-level properties that are never written: read-only, or refused by the service. */
  readonly readOnly: readonly string[]
  /** Readable and writable at create, fixed afterwards. */
  readonly createOnly: readonly string[]
  /** Navigation written inside the body. */
  readonly inline: readonly string[]
  /** Why this object cannot be created in a tenant, or nothing. */
  blockedCreate?(policy: Json): string | null
  /** Why this object cannot be updated, or nothing. */
  blockedUpdate?(policy: Json): string | null
  /** Last changes to a body before it is sent. */
  prepare?(body: Json, purpose: 'create' | 'update'): Json
  /** Writes what the body cannot carry: sub-resources, links, relationships. */
  parts?(wanted: Json, live: Json, graph: GraphAddress): readonly WriteStep[]
  /** Whether the object is ready for parts and assignments; it is read again until it is. */
  ready?(policy: Json): boolean
}

/** Addresses that a body has to hold: `@odata.bind` and `@odata.id` name the tenant's own Graph host. */
export interface GraphAddress {
  /** Absolute address of a path below the version. */
  bind(path: string): string
}
