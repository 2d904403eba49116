import type { Side } from './model/compare.ts'
import type {
  BackupSetId,
  BaselineId,
  FindingId,
  IgnoreRuleId,
  PlanId,
  PolicyId,
  RunId,
  ScheduleId,
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
  rule: IgnoreRuleId
  /** A state of a tenant. It names its own tenant: a method that takes one reads that tenant too. */
  side: Side
  /** What a plan or a baseline starts from: a set, versions, or a moment. */
  source: { setId: BackupSetId } | { versionIds: VersionId[] } | { at: string } | { now: true }
}
export type OwnedKind = keyof OwnedIds

/** What a value of the input is: `policy` for a `PolicyId`, `never` for what belongs to nobody. */
export type KindOf<Value> = [Value] extends [TenantId]
  ? 'tenant'
  : { [Kind in OwnedKind]: [Value] extends [OwnedIds[Kind]] ? Kind : never }[OwnedKind]

/** The value itself, or the values of a list; `undefined` and `null` left out. */
export type Element<Value> = NonNullable<Value> extends readonly (infer Item)[] ? Item : NonNullable<Value>

/** Whose a value must be: the tenant's of the request, or of the tenant that another property leads to. */
export type Owner<Kind, Input> =
  | Kind
  | {
      readonly kind: Kind
      /** The property that names the tenant; the tenant of the request when it is left out. */
      readonly tenant?: keyof Input & string
      /** The property that names a plan: the value belongs to the tenant that the plan's source was captured from. */
      readonly plan?: keyof Input & string
    }

/**
 * What a method's input names and to whom it must belong. The compiler asks for an entry for each property that holds
 * an id, so that none is forgotten; only `tenantId`, which the door checks first, and the `id` of a tenant that is made need none.
 */
export type Owns<Input> = {
  readonly [
    Key in keyof Input as Key extends 'tenantId' | 'id'
      ? never
      : [KindOf<Element<Input[Key]>>] extends [never]
        ? never
        : Key
  ]-?: Owner<KindOf<Element<Input[Key]>>, Input>
}
