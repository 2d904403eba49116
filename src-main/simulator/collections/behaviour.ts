import type { Json } from '../json.ts'
import type { Tenant } from '../tenant.ts'

/** An action below an object: what it does, and the status it answers with. */
export interface Action {
  readonly status: number
  run(tenant: Tenant, item: Json, body: Json): Json | void
}

/** How one collection behaves beyond what all have in common (facts by type: docs/graph-behaviour.md). */
export interface Behaviour {
  /** Objects that every tenant holds from its first day. */
  builtIn?(tenant: Tenant): Json[]
  /** Adds what the service adds to an object, from a seed as well as from a create. */
  complete?(tenant: Tenant, item: Json): void
  /** Navigation that a create or a PUT takes in its body. */
  readonly inline?: readonly string[]
  /** The only properties that a create takes over. */
  readonly takenOnCreate?: readonly string[]
  /** Whether objects can be made by `POST` to the collection. */
  readonly notCreatable?: true
  /** @throws ODataError for a body that the service refuses to create from */
  checkCreate?(tenant: Tenant, body: Json): void
  /** What happens to a new object before it is kept. */
  created?(tenant: Tenant, item: Json, body: Json): void
  /** Properties that make an update fail. */
  readonly refusedOnUpdate?: readonly string[]
  /** Properties that a create takes and leaves out. In doubt, they are refused. */
  readonly ignoredOnCreate?: readonly string[]
  /** @throws ODataError for an update that the service refuses */
  checkUpdate?(tenant: Tenant, item: Json, body: Json): void
  /** The property that holds the changes in the body of an update. */
  readonly wrapsUpdates?: string
  /** Only `PUT` changes an object. */
  readonly noPatch?: true
  /** What of an update is taken over. */
  changes?(changes: Json): Json
  /** What happens to an object after its update. */
  updated?(tenant: Tenant, item: Json, body: Json): void
  /** @throws ODataError for an object that cannot be deleted */
  checkDelete?(tenant: Tenant, item: Json): void
  /** An assignment as it is stored. @throws ODataError for one that is refused */
  assignment?(assignment: Json): Json
  readonly actions?: Readonly<Record<string, Action>>
  /** Actions of the collection itself, and what they answer. */
  readonly collectionActions?: Readonly<Record<string, (tenant: Tenant, body: Json) => Json>>
  /** Navigation whose items can be posted one by one. */
  readonly postable?: readonly string[]
  /** Navigation that has no route of its own: it comes only with the object. */
  readonly noRoute?: readonly string[]
  /** Navigation that `$expand` refuses everywhere. */
  readonly neverExpandable?: readonly string[]
  /** What the service answers for an object that is not there; 404 `ResourceNotFound` where left out. */
  readonly missing?: { readonly status: number; readonly code: string }
  /** Lists come in pages of at most this size, whatever the client asks for. */
  readonly mostInPage?: number
  /** Navigation that `$expand` refuses in lists. */
  readonly notExpandable?: readonly string[]
  /** What the service counts anew for each answer, by property; undefined for all others. */
  counted?(tenant: Tenant, item: Json, name: string): number | undefined
  /** Navigation that `$expand` answers empty though it is not. */
  expandsEmpty?(item: Json, name: string, isList: boolean): boolean
  /** Properties that lists answer as null. */
  readonly notInLists?: readonly string[]
  /** Properties that come only when they are selected. */
  readonly onlySelected?: readonly string[]
  /** Properties that are never answered. */
  readonly writeOnly?: readonly string[]
}
