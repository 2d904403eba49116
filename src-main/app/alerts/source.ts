import type { Condition } from '#domain/alerts/message.ts'
import type { AlertKind } from '#contract/model/alerts.ts'
import type { LastContact } from '../connection/connection-book.ts'
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
  /** Its schedules that this process couldn't start when it last tried. */
  readonly notStarted: readonly NotStarted[]
  /** What this process last saw of the way to it; null if it hasn't tried. */
  readonly lastContact: LastContact | null
}

/** What holds in a tenant, of one kind. */
export interface AlertSource {
  readonly kind: AlertKind
  /**
   * What has to change before looking again makes sense; null to look each time. Where looking takes long, a check
   * that finds the same mark leaves the alerts of this kind as they are.
   */
  mark(looked: Looked): Promise<string> | string | null
  conditions(looked: Looked): Promise<readonly Condition[]> | readonly Condition[]
}
