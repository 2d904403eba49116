import type { Condition } from '#domain/alerts/message.ts'
import type { AlertKind } from '#contract/model/alerts.ts'
import type { Ports } from '../ports/ports.ts'
import type { RunRow } from '../ports/runs.ts'
import type { Store } from '../ports/store.ts'
import type { TenantRow } from '../ports/tenants.ts'
import type { NotStarted } from '../schedules/scheduler.ts'

/** What a source looks at: a tenant, as it is stored. */
export interface Looked {
  readonly store: Store
  readonly ports: Pick<Ports, 'settingDefinitions' | 'contracts'>
  readonly tenant: TenantRow
  readonly now: Date
  /** Its newest runs, the newest first. */
  readonly runs: readonly RunRow[]
  /** Its schedules that this process couldn't start when it last tried; null if it hasn't tried. */
  readonly notStarted: readonly NotStarted[] | null
}

/** Nobody can tell now whether something holds. */
export const nobodyKnows = Symbol('nobody knows')

/** What holds in a tenant, of one kind. */
export interface AlertSource {
  readonly kind: AlertKind
  /**
   * What has to change before looking again makes sense; null to look each time, and `nobodyKnows` if nobody can tell now.
   * A check that finds the same mark, or none, leaves the alerts of this kind as they are.
   */
  mark(looked: Looked): Promise<string> | string | null | typeof nobodyKnows
  conditions(looked: Looked): Promise<readonly Condition[]> | readonly Condition[]
}
