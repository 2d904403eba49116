import { Failure } from '#contract/errors.ts'
import type { BackupSetRow } from '../ports/backups.ts'
import type { PlanRow } from '../ports/plans.ts'
import type { PolicyRow } from '../ports/policies.ts'
import type { RunRow } from '../ports/runs.ts'
import type { Store } from '../ports/store.ts'
import type { VersionRow } from '../ports/versions.ts'
import type { BaselineRow } from '../ports/drift.ts'
import type { ScheduleRow } from '../ports/schedules.ts'
import type { TenantRow } from '../ports/tenants.ts'

/** The tenant of a request. @throws Failure `notFound` */
export async function requireTenant(store: Store, id: string): Promise<TenantRow> {
  const tenant = await store.tenants.find(id)
  if (!tenant) throw new Failure('notFound', 'This tenant is not connected.', { hint: 'Connect it first.' })
  return tenant
}

/** Something of another tenant is refused as `forbidden`, never as `notFound` (rule A-4). */
function own<T extends { readonly tenantId: string }>(found: T | undefined, tenantId: string, what: string): T {
  if (!found) throw new Failure('notFound', `There is no such ${what}.`)
  if (found.tenantId !== tenantId) throw new Failure('forbidden', `This ${what} belongs to another tenant.`)
  return found
}

export const requirePolicy = async (store: Store, tenantId: string, id: string): Promise<PolicyRow> =>
  own(await store.policies.find(id), tenantId, 'policy')
export const requireVersion = async (store: Store, tenantId: string, id: string): Promise<VersionRow> =>
  own(await store.versions.find(id), tenantId, 'version')
export const requireRun = async (store: Store, tenantId: string, id: string): Promise<RunRow> =>
  own(await store.runs.find(id), tenantId, 'run')
export const requireSet = async (store: Store, tenantId: string, id: string): Promise<BackupSetRow> =>
  own(await store.backups.find(id), tenantId, 'backup set')
export const requirePlan = async (store: Store, tenantId: string, id: string): Promise<PlanRow> =>
  own(await store.plans.find(id), tenantId, 'plan')
export const requireBaseline = async (store: Store, tenantId: string, id: string): Promise<BaselineRow> =>
  own(await store.drift.findBaseline(id), tenantId, 'baseline')
export const requireSchedule = async (store: Store, tenantId: string, id: string): Promise<ScheduleRow> =>
  own(await store.schedules.find(id), tenantId, 'schedule')
