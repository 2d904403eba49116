import type { Core } from '#app/core.ts'
import type { Input } from '#contract/api/api.ts'
import { TenantId } from '#contract/model/ids.ts'
import type { Plan } from '#contract/model/plans.ts'
import type { Run, RunItem } from '#contract/model/runs.ts'
import { type Simulator, type SimulatorOptions } from '#simulator/simulator.ts'
export declare const root: string
export declare const resources: string
type Objects = Readonly<Record<string, readonly object[]>>
/** A core on a data folder of its own, with simulated tenants around it. */
export interface Lab {
  core: Core
  readonly folder: string
  /** Starts a simulated tenant from a seed folder or from objects by collection, and connects it. */
  tenant(
    name: string,
    seed?: string | Objects,
    options?: Partial<SimulatorOptions>,
  ): Promise<{
    id: TenantId
    simulator: Simulator
  }>
  capture(tenantId: TenantId): Promise<Run>
  ended(tenantId: TenantId, runId: string): Promise<Run>
  items(tenantId: TenantId, runId: string): Promise<RunItem[]>
  plan(tenantId: TenantId, input: Omit<Input<'restore.plan'>, 'tenantId'>): Promise<Plan>
  unlock(tenantId: TenantId, name: string): Promise<void>
  /** Changes the database behind the product's back. */
  tamper(statements: string): Promise<void>
  /** Does something with the data folder while the core is closed. */
  between<T>(work: (dataFolder: string) => Promise<T>): Promise<T>
  /** Ends the core and opens another one on the same data folder, as a restart does. */
  reopen(options?: { readonly vault?: boolean }): Promise<void>
  close(): Promise<void>
}
/** Opens a lab; `vault: false` for a host without a keychain. */
export declare function openLab(options?: { readonly vault?: boolean }): Lab
/** Writes a seed folder from objects by collection. */
export declare function writeSeed(folder: string, objects: Objects): string
export {}
