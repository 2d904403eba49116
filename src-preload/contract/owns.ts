import type { Side } from './model/compare.ts'
import type {
  AlertChannelId,
  BackupSetId,
  BaselineId,
  DeviationId,
  FindingId,
  IgnoreRuleId,
  PlanId,
  PolicyId,
  RolloutId,
  RunId,
  ScheduleId,
  StandardId,
  TenantId,
  VersionId,
  ViewId,
} from './model/ids.ts'

/** The type of everything that belongs to a tenant, by the name that `owns` gives it. */
export interface OwnedIds {
  policy: PolicyId
  version: VersionId
  run: RunId
  set: BackupSetId
  plan: PlanId
  baseline: BaselineId
  finding: FindingId
  schedule: ScheduleId
  view: ViewId
  channel: AlertChannelId
  deviation: DeviationId
  rule: IgnoreRuleId
  standard: StandardId
  /** It belongs to the tenants in it, and to that of its standard. */
  rollout: RolloutId
  /** A state of a tenant. It contains its own tenant, so a method with this input reads that tenant too. */
  side: Side
  /** The source of a plan or a baseline: a backup set, versions, or a point in time. */
  source: { setId: BackupSetId } | { versionIds: VersionId[] } | { at: string } | { now: true }
}
export type OwnedKind = keyof OwnedIds

/** A value of this kind. A source with more properties than it declares could hide an ID. */
type IsKind<Value, Kind extends OwnedKind> = [Value] extends [OwnedIds[Kind]]
  ? Kind extends 'side' | 'source'
    ? [Exclude<KeyOf<Value>, KeyOf<OwnedIds[Kind]>>] extends [never]
      ? Kind
      : never
    : Kind
  : never

type KeyOf<Value> = Value extends unknown ? keyof Value : never

/** The kind of an input value: `policy` for a `PolicyId`, `never` for values without an owner. */
export type KindOf<Value> = [Value] extends [TenantId]
  ? 'tenant'
  : { [Kind in OwnedKind]: IsKind<Value, Kind> }[OwnedKind]

/** The value itself, or the values of a list; `undefined` and `null` left out. */
export type Element<Value> = NonNullable<Value> extends readonly (infer Item)[] ? Item : NonNullable<Value>

/** `true` if a value contains an ID anywhere: in a list, a tuple, a record or an object. */
type ContainsId<Value> = Value extends TenantId | OwnedIds[Exclude<OwnedKind, 'side' | 'source'>]
  ? true
  : Value extends readonly (infer Item)[]
    ? ContainsId<Item>
    : Value extends object
      ? { [Key in keyof Value]: ContainsId<Value[Key]> }[keyof Value]
      : false

/** The properties of an input that hold a value of this type. */
type PropertiesWith<Input, Id> = {
  [Key in keyof Input]-?: [NonNullable<Input[Key]>] extends [Id] ? Key : never
}[keyof Input] &
  string

/** The tenant that must own a value: the tenant of the request, or one that another property refers to. */
export type Owner<Kind, Input> =
  | Kind
  | {
      readonly kind: Kind
      /** The property with the tenant; the tenant of the request by default. */
      readonly tenant?: PropertiesWith<Input, TenantId>
      /** The property with a plan. The value belongs to the tenant that the plan's source was captured from. */
      readonly plan?: PropertiesWith<Input, PlanId>
    }

/**
 * The owners of the objects in a method's input. The compiler requires an entry for each property with an ID, so that
 * none is forgotten. No entry fits an ID inside an object, a record or a mixed list: declare it as a property of its
 * own. Only `tenantId`, which the door checks first, and the `id` of a new tenant need none.
 */
export type Owns<Input> = {
  readonly [
    Key in keyof Input as Key extends 'tenantId' | 'id'
      ? never
      : [KindOf<Element<Input[Key]>>] extends [never]
        ? true extends ContainsId<NonNullable<Input[Key]>>
          ? Key
          : never
        : Key
  ]-?: [KindOf<Element<Input[Key]>>] extends [never] ? never : Owner<KindOf<Element<Input[Key]>>, Input>
}
