import { type TenantId } from '#contract/model/ids.ts'
import type { Plan } from '#contract/model/plans.ts'
import type { RunItem } from '#contract/model/runs.ts'
import type { Json } from '#domain/json.ts'
import type { Simulator } from '#simulator/simulator.ts'
import { type Lab } from './lab.ts'
type Seed = Readonly<Record<string, readonly object[]>>
/** A simulated tenant that records what is asked of it. */
export interface RecordedTenant {
  readonly id: TenantId
  readonly simulator: Simulator
  readonly record: string
}
export declare const guid: (index: number) => string
/** Objects of the demo tenant, as Graph would answer them. */
export declare const allOfDemo: (name: string) => Json[]
export declare const demo: (name: string, index?: number) => Json
export declare const group: (
  id: string,
  kind?: string,
) => {
  target: {
    '@odata.type': string
    groupId: string
  }
}
export declare const groups: {
  id: string
  displayName: string
}[]
export declare const objectsOf: (tenant: RecordedTenant, path: string) => import('#simulator/json.ts').Json[]
/** Writes to a tenant in their order, ids made alike. */
export declare const writes: (tenant: RecordedTenant) => {
  what: string
  body: Json
}[]
export declare function recordedTenant(lab: Lab, name: string, seed?: Seed): Promise<RecordedTenant>
interface Restored {
  readonly plan: Plan
  readonly items: readonly RunItem[]
}
/** Captures a tenant as a set of some types, plans it into another and carries the plan out; nothing may fail. */
export declare function restore(
  lab: Lab,
  from: RecordedTenant,
  to: RecordedTenant,
  types: string[],
  options?: {
    readonly include?: boolean
  },
): Promise<Restored>
export declare function restoreSet(
  lab: Lab,
  from: RecordedTenant,
  to: RecordedTenant,
  setId: string,
  {
    include,
  }?: {
    readonly include?: boolean
  },
): Promise<Restored>
/** Unlocks the tenant and carries a plan out; nothing may fail. */
export declare function carryOut(lab: Lab, to: RecordedTenant, plan: Plan): Promise<readonly RunItem[]>
export {}
