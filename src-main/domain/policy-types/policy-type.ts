import type { PermissionArea } from '#contract/model/permissions.ts'
import type { CaptureSwitches, OptionalTypes } from '#contract/model/tenants.ts'
import type { PathPattern } from '../canonical/paths.ts'
import type { GraphContract } from '../graph-contract/graph-contract.ts'
import type { Relation } from '../dependencies/relations.ts'
import type { Json } from '../json.ts'
import type { ReadableRow, ReadableSection } from '../readable/readable.ts'
import type { WriteStep } from '../restore/write-step.ts'
import type { SettingDefinition } from '../settings-catalog/setting-definition.ts'
import type { Service } from './service.ts'

/** Platforms as the Intune admin center names them. */
export type Platform =
  | 'Windows'
  | 'iOS/iPadOS'
  | 'macOS'
  | 'tvOS'
  | 'visionOS'
  | 'Android'
  | 'Linux'
  | 'ChromeOS'
  | 'All platforms'

/** What people call one object of a kind, and several. In the middle of a sentence: `filter`, `filters`. */
export interface Noun {
  readonly one: string
  readonly many: string
}

/**
 * One entry of the registry: everything that capture, search, compare, drift, the readable view and restore need to
 * know about a Graph collection. Shared code asks these properties and never for a type by name. `usual` in
 * `building-blocks/shared.ts` has values for what most types have in common. `npm run new-type` makes a new one.
 */
export interface PolicyType {
  // What it is called and where it lies

  /**
   * The name of the Graph collection; where several types share one, the name of the part. Stored, so never change it.
   */
  readonly key: string
  /** The heading in lists of types, in the words of the admin center: `Platform scripts`. */
  readonly title: string
  /** What messages call its objects: `The filter "Laptops" is not in the target`. */
  readonly noun: Noun
  /** Where the Intune admin center has it, from the root of the tree: `['Devices', 'Configuration']`. */
  readonly category: readonly string[]
  /** Path below the version, e.g. `/deviceManagement/configurationPolicies`; `{…}` stands for the parent's id. */
  readonly path: string
  /** Its objects lie below those of another type; the document keeps the parent's id under `property`. */
  readonly parent?: { readonly type: string; readonly property: string }
  /** Where several types share the collection: whether an object of it belongs to this one. */
  holds?(item: Json): boolean
  /**
   * Entity type of the collection in Graph's metadata, without its namespace. Subtypes name themselves in
   * `@odata.type`.
   */
  readonly rootType: string
  /** The path is one object, which exists in every tenant or was never set up. It may have no ID. */
  readonly single?: true
  /** The name of an object to which Graph gives none. The document holds it, and nothing writes it. */
  nameOf?(item: Json): string
  /** The property that holds an object's name. */
  readonly nameProperty:
    | 'displayName'
    | 'name'
    | 'profileName'
    | 'fileName'
    | 'tokenName'
    | 'serialNumber'
    | 'appleIdentifier'
    | 'importedDeviceIdentifier'
  /** The property that holds the ids of an object's scope tags; null where it has none. */
  readonly scopeTagProperty: 'roleScopeTagIds' | 'roleScopeTags' | 'scopeIds' | null
  /** Platform of an object. */
  platformOf(policy: Json): Platform
  /** What the admin center calls this kind of object, e.g. `Device restrictions`. */
  kindOf(policy: Json): string
  /** Where the admin center has objects of this kind, when that is not the type's own place (spec 045). */
  categoryOf?(kind: string): readonly string[] | null
  /** What somebody should know who looks at the coverage of the product. */
  readonly note?: string

  // Permissions and throttling

  /**
   * The group of Graph permissions that reading and writing it take (G-13).
   */
  readonly area: PermissionArea
  /** The part of Graph that answers it and counts its requests; types with one path have the same. */
  readonly service: Service
  /** Captured only in tenants where this group of types is turned on. */
  readonly optional?: OptionalTypes
  /**
   * Nobody saw its routes answer in a real tenant. As long as its list was never read, a refused list isn't an error.
   */
  readonly isUnproven?: true
  /**
   * There may be very many objects, as in the directory, so they are never listed. A capture asks for those that others
   * refer to by their IDs, as directory objects of this type (`getByIds`). A restore looks for them by name.
   */
  readonly askedById?: 'group'
  /** Properties that a capture keeps of an object of which it needs only the name. */
  readonly keptWithName?: readonly string[]

  // Capture, comparison and drift

  /** How an object is read completely. */
  readonly capture: CaptureRules
  /** Properties that belong to a version, and whose changes are no drift: what an administrator does for a while. */
  readonly passing?: readonly string[]
  /** Properties with the end of a certificate or token: a date, or the certificate itself in Base64 (Graph docs). */
  readonly ends?: { readonly dates?: readonly string[]; readonly certificates?: readonly string[] }
  /** Paths that change without an administrator: left out of the fingerprint. */
  readonly volatile: readonly PathPattern[]
  /** Paths that hold something of one tenant only: between two tenants they are no difference. */
  readonly local?: readonly PathPattern[]
  /** Lists whose order has no meaning. */
  readonly unordered: readonly PathPattern[]
  /** Turns the spellings that Graph has for equal content into one. For comparison only. */
  normalise?(policy: Json): Json
  /** Properties that hold ids of other objects. */
  readonly references: readonly ReferenceRule[]
  /** Two objects with one name are different ones when their platforms differ (G-184). */
  readonly apartByPlatform?: true
  /** What identifies an object where neither its id nor its name does: defaults that every tenant has. */
  identityOf?(policy: Json): string | null
  /** What an object means to others: one with the same name and another meaning does not take its place. */
  meaningOf?(policy: Json): string
  /** Objects that every tenant has from its first day, with the same id. */
  readonly inEveryTenant?: readonly Json[]

  // Readable view

  /** The readable view; without it the generic one is used. */
  readable?(policy: Json, context: ReadableContext): readonly ReadableSection[]
  /** Groups of the generic readable view, in their order; what no group names comes after them. */
  readonly groups?: readonly DisplayGroup[]
  /** Which settings of a device or an app the rows of the readable view are; null where they are none. */
  readonly settings: SettingRules | null

  // Restore

  /** How far a restore can go; anything but `full` says why. */
  readonly restore: RestoreRule
  /** Others refer to it, so it is captured and restored before them (spec 006). */
  readonly foundation: boolean
  /** Restore order: lower first (G-139). */
  readonly phase: number
  /** How an object is created and changed. */
  readonly write: WriteRules
  /** To whom an object can be assigned, and how; null where it cannot be assigned. */
  readonly assignments: AssignmentRules | null
}

/** How the readable view of a type tells settings that several policies may set apart from everything else. */
export interface SettingRules {
  /**
   * Says of each row of the object's readable view which setting it is, the same in every policy that sets it. Null for
   * what is no setting, belongs to one entry of a list, or is not configured.
   */
  idsIn(policy: Json, type: PolicyType): (row: ReadableRow) => string | null
  /** A row below another one needs the name of that one to be understood. */
  readonly namedByHeading?: true
  /**
   * Of different values for one setting, the strictest applies: always, as for compliance (G-261), or unless they are
   * numbers, as for app protection (G-262).
   */
  readonly strictestApplies?: 'always' | 'exceptNumbers'
}

/** Properties that the readable view shows together; `name*` stands for all that begin with it. */
export interface DisplayGroup {
  readonly title: string
  readonly properties: readonly string[]
}

/**
 * `partial` and `update-only` types are restored as far as their reason says; `preview-only` ones are never written.
 * The reason is a sentence for the preview.
 */
export type RestoreRule =
  | { readonly how: 'full' }
  | { readonly how: 'partial' | 'update-only' | 'preview-only'; readonly reason: string }

/** Names and definitions that the readable view may use. */
export interface ReadableContext {
  /** Name of a group, filter, tag … by kind and id, as resolved when the version was captured. */
  nameOf(kind: string, id: string): string | undefined
  /** Setting definition of the settings catalog, when the store has it. */
  settingDefinition(id: string): SettingDefinition | undefined
  /** Microsoft's published types: what an enum is, what a duration. */
  readonly contract: GraphContract
  /** The type that is shown. */
  readonly type: PolicyType
}

/** How an object is read completely. */
export interface CaptureRules {
  /**
   * Lists leave out properties: read each object by id, with these options. A `select` is merged over the listed
   * object.
   */
  readonly byId: { readonly expand?: string; readonly select?: string } | null
  /** Lists answer a base form: the object's type, and what depends on it, are known only after it was read by id. */
  readonly listsBaseForm?: true
  /** Navigation properties that point at other objects; which of them an object has, Microsoft's contract says. */
  readonly links?: LinkRules
  /** Collections and values below the object, merged into it under their Graph names. */
  readonly streams?: StreamRules
  readonly parts: readonly CapturePart[]
  /** Secret values in an object: those that Graph masks, and those that it answers in clear. */
  readonly secrets?: (policy: Json) => readonly SecretValue[]
  /** Secrets that an object needs and that Graph never returns: the document holds null, or nothing. */
  readonly undisclosed?: (policy: Json) => readonly SecretValue[]
  /** Path below an object that answers its settings together with their definitions (settings catalog). */
  readonly definitions?: string
}

/** Links from objects of a type to others. */
export interface LinkRules {
  /** Entity type of what they point at. */
  readonly to: string
  readonly names: readonly string[]
  /** Path of the collection that they lie in, where that is not the type's own. */
  readonly path?: string
}

/** A way to read a part: expanded in the list, expanded on the single object, or at its own path below the object. */
export type PartRoute = 'list' | 'object' | 'below'

export interface CapturePart {
  readonly property: string
  /** Path below the object, with query options. */
  readonly path: string
  /**
   * The ways that can answer it; only its own path where left out. Services answer some of them with an empty list, or
   * not at all, so what one says is checked, and the next one asked (spec 0807).
   */
  readonly routes?: readonly PartRoute[]
  /**
   * Properties of the object that count the entries. An empty expand is believed where all of them are 0; otherwise only
   * the part's own path is.
   */
  readonly countedBy?: readonly string[]
  /** Those of them that promise an entry of the object itself. An object with none is doubtful then. */
  readonly promisedBy?: readonly string[]
  /** What `$expand` takes, where that is more than the property. */
  readonly expand?: string
  /**
   * Read only in tenants that turn this on, and by a restore whose version holds it. It belongs to one tenant, so a
   * restore into another one leaves it out.
   */
  readonly switch?: keyof CaptureSwitches
  /** Entries that are read at most. What has more is left out completely. */
  readonly most?: number
  /** One value instead of a collection. */
  readonly single?: true
  /** Its path is an action that reads (`POST` without a body): what its answer means. */
  readonly action?: (answer: unknown) => unknown
  /** A service that does not know it refuses with 400 or 404: the version then says nothing about it. */
  readonly optional?: true
  /** Only some objects of the type have it. */
  when?(policy: Json): boolean
  /** A collection below each item of this one. */
  readonly nested?: { readonly property: string; readonly path: (itemId: string) => string }
}

/** Files of an object, such as images, which have addresses of their own. They are kept as `{ id, type, value }`. */
export interface StreamRules {
  /** The property of the document that holds them. */
  readonly property: string
  /** Which ones the object has, and where. */
  of(document: Json): readonly { readonly id: string; readonly path: string }[]
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
  /** What a whole value looks like: anything else is what Graph shows of one instead (G-120). */
  readonly whole?: RegExp
  /** The service makes a new one for each object: it is neither kept nor written back. */
  readonly isDisposable?: true
}

/** A property that holds the id of another object. */
export interface ReferenceRule {
  readonly path: PathPattern
  /**
   * Keys of policy types or directory kinds: `roleScopeTags`, `users`, …; several where the object may be in any of
   * them.
   */
  readonly to: string | readonly string[] | ((holder: Json) => readonly string[])
  /** The word for it between the two objects: `uses script`. */
  readonly relation: Relation | ((holder: Json) => Relation)
  /** Whether the property is such a reference in the object that holds it. Without this it always is. */
  readonly when?: (holder: Json) => boolean
  /** Where a larger value holds the ids: how to read them, and the value with others. */
  readonly inside?: {
    idsOf(value: unknown): readonly string[]
    /** @param idFor the id in place of another one; undefined where the entry is removed */
    withIds(value: unknown, idFor: (id: string) => string | undefined): unknown
  }
  /** Only the object itself counts. Another one of the same name isn't it. */
  readonly onlyItself?: true
  /** The name of what it refers to, where the document itself says it. */
  readonly name?: (holder: Json) => string
  /**
   * What happens when the target tenant has no such object: the entry is removed, the value emptied or kept, or the
   * restore blocked.
   */
  readonly whenMissing: 'remove' | 'empty' | 'keep' | 'block'
  /** Ids that mean "nothing" or are the same in every tenant. */
  readonly fixed?: readonly string[]
}

export type AssignmentTarget =
  | 'group'
  | 'exclusionGroup'
  | 'allLicensedUsers'
  | 'allDevices'
  | 'configurationManagerCollection'
  | 'cloudPcManagementGroup'

export interface AssignmentRules {
  /** `assign` replaces the whole set in one call; `one-by-one` posts and deletes single assignments. */
  readonly how: 'assign' | 'one-by-one'
  /** The action that replaces the set, below the object. */
  readonly action: string
  /** Key of the action's body. */
  readonly bodyKey: string
  /** Properties of an assignment that are written beside its target. */
  readonly keep: readonly string[]
  readonly targets: readonly AssignmentTarget[]
  readonly filters: boolean
  /** Objects whose assignments take no filter although those of other objects of the type do. */
  noFilterFor?(policy: Json): boolean
  /** Intune stores an exclusion as an inclusion here (G-132): an object that has one is not restored. */
  readonly exclusionsBecomeInclusions?: true
  /** Everybody is a group with an id of Intune's own here, not a target of its own. */
  readonly virtualGroups?: true
  /** Objects whose assignments are Intune's own and cannot be changed. */
  fixedFor?(policy: Json): boolean
  /** It marks the devices that it is assigned to, and they don't get anything from it: a scope tag. */
  readonly onlyMarks?: true
  /** Each assignment says what happens on the devices, as those of apps do. */
  readonly intents?: true
}

export interface WriteRules {
  readonly update: 'PATCH' | 'PUT'
  /** Top-level properties that are never written: read-only, or refused by the service. */
  readonly readOnly: readonly string[]
  /** Readable and writable at create, fixed afterwards. */
  readonly createOnly: readonly string[]
  /** The same for this object only, where subtypes differ. */
  createOnlyOf?(policy: Json): readonly string[]
  /** Navigation written inside the body. */
  readonly inline: readonly string[]
  /** Properties that decide whom the object reaches. Nothing below them is left out because Graph refuses it. */
  readonly decisive?: readonly string[]
  /** Why this change is made only when somebody includes it in the preview; null for one that is made as planned. */
  optIn?(wanted: Json, live: Json | null): string | null
  /**
   * Property with an object's rank among the others. They are written one after another, by rank; giving one its rank
   * moves the others.
   */
  readonly rank?: string
  /** Beside the assignments only these properties of this object can be changed, and why; null for an ordinary one. */
  only?(
    live: Json,
    wanted: Json,
    sameTenant: boolean,
  ): { readonly properties: readonly string[]; readonly reason: string } | null
  /** Why this object cannot be created in a tenant, or null. */
  blockedCreate?(policy: Json, sameTenant: boolean): string | null
  /** Why this object cannot be updated, or null. */
  blockedUpdate?(policy: Json, live: Json): string | null
  /** For a while after its creation, the service refuses changes of an object with 400 (G-252). */
  readonly settlesLate?: true
  /** What is wanted in a tenant that has no such object yet, with sentences about what differs from the source. */
  onCreate?(wanted: Json, now: Date): { readonly wanted: Json; readonly warnings: readonly string[] }
  /**
   * Sentences about what a restore of this object leaves behind.
   *
   * @param live the object as it is in the tenant; null where it is created
   */
  warnings?(policy: Json, live: Json | null, now: Date): readonly string[]
  /** The request that makes the object, where it is not a `POST` to the collection. */
  create?(
    wanted: Json,
    body: Json,
    graph: WriteContext,
  ): Pick<WriteStep, 'path' | 'body' | 'leavable'> & Partial<Pick<WriteStep, 'method'>>
  /** The requests that make these changes, where it is not one to the object itself. `{id}` stands for its ID. */
  changes?(changed: Json, live: Json): readonly Pick<WriteStep, 'method' | 'path' | 'body'>[]
  /** What a created object holds of the wanted one; all of its body where left out. */
  created?(wanted: Json): Json
  /** Last changes to a body before it is sent; the document is the whole object that it was made from. */
  prepare?(body: Json, purpose: 'create' | 'update', document: Json, graph: WriteContext): Json
  /** Writes what the body cannot carry: sub-resources, links, relationships. */
  parts?(wanted: Json, live: Json, graph: WriteContext): readonly WriteStep[]
  /**
   * Why what the service stored does more harm than what was wanted, beside the assignments: it reaches more, or
   * protects less. Null if it doesn't, whatever else differs.
   */
  worsened?(wanted: Json, found: Json): string | null
  /** Whether the object is ready for parts and assignments; it is read again until it is. */
  ready?(policy: Json): boolean
}

/** What a body has to know of the tenant it is written to. */
export interface WriteContext {
  /**
   * Absolute address of a path below the version, on the tenant's own Graph host: for `@odata.bind` and `@odata.id`.
   */
  bind(path: string): string
  /** The object came from this very tenant. */
  readonly sameTenant: boolean
  readonly now: Date
}
