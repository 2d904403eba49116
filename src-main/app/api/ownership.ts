import type { MethodName, Parsed } from '#contract/api/api.ts'
import { failure, Failure } from '#contract/errors.ts'
import type { Element, KindOf, Owns } from '#contract/owns.ts'
import type { Side } from '#contract/model/compare.ts'
import { isObject, type Json } from '#domain/json.ts'
import type { AlertChannelRow } from '../ports/alerts.ts'
import type { BackupSetRow } from '../ports/backups.ts'
import type { DeviationRow } from '../ports/deviations.ts'
import type { BaselineRow, FindingRow, IgnoreRuleRow } from '../ports/drift.ts'
import type { PlanRow } from '../ports/plans.ts'
import type { PolicyRow } from '../ports/policies.ts'
import type { RunRow } from '../ports/runs.ts'
import type { RolloutRow, StandardRow } from '../ports/standards.ts'
import type { ScheduleRow } from '../ports/schedules.ts'
import type { ReadStore } from '../ports/store.ts'
import type { TenantRow } from '../ports/tenants.ts'
import type { VersionRow } from '../ports/versions.ts'
import type { ViewRow } from '../ports/views.ts'
import { words } from './words.ts'

/** What the door reads for each kind in a method's `owns`. */
interface Rows {
  tenant: TenantRow
  policy: PolicyRow
  version: VersionRow
  run: RunRow
  set: BackupSetRow
  plan: PlanRow
  baseline: BaselineRow
  finding: FindingRow
  schedule: ScheduleRow
  view: ViewRow
  channel: AlertChannelRow
  deviation: DeviationRow
  rule: IgnoreRuleRow
  standard: StandardRow
  rollout: RolloutRow
  side: TenantRow
  source: TenantRow
}

type RowOf<Kind> = Kind extends keyof Rows ? Rows[Kind] : never

type Shaped<Value> =
  NonNullable<Value> extends readonly unknown[]
    ? readonly RowOf<KindOf<Element<Value>>>[] | Extract<Value, undefined | null>
    : RowOf<KindOf<Element<Value>>> | Extract<Value, undefined | null>

/** The objects in a method's input: a row for an ID, rows for a list, and `undefined` or `null` unchanged. */
export type OwnedRows<Name extends MethodName> = {
  readonly [Key in keyof Owns<Parsed<Name>>]: Key extends keyof Parsed<Name> ? Shaped<Parsed<Name>[Key]> : never
}

/** The tenant of a request. @throws Failure `notFound` */
export async function requireTenant(store: ReadStore, id: string): Promise<TenantRow> {
  const tenant = await store.tenants.find(id)
  if (!tenant) throw failure('notFound', words.ownership.notConnected)
  return tenant
}

/**
 * What a restore or a baseline refers to has to stay: a file that is only open to read doesn't.
 *
 * @throws Failure `forbidden`
 */
export function requireStays(tenant: TenantRow): void {
  if (tenant.openedFile !== null) throw failure('forbidden', words.tenants.onlyOpened(tenant.name))
}

/** Anything that belongs to another tenant is refused as `forbidden`, never as `notFound` (000-3). */
function own<T extends { readonly tenantId: string }>(found: T | undefined, tenantId: string, what: string): T {
  if (!found) throw new Failure('notFound', words.ownership.missing(what))
  if (found.tenantId !== tenantId) throw new Failure('forbidden', words.ownership.ofAnotherTenant(what))
  return found
}

type Finder = (store: ReadStore, id: string, tenantId: string) => Promise<unknown>

const finders: Readonly<Record<Exclude<keyof Rows, 'side' | 'source'>, Finder>> = {
  tenant: async (store, id) => requireTenant(store, id),
  policy: async (store, id, tenantId) => own(await store.policies.find(id), tenantId, 'policy'),
  version: async (store, id, tenantId) => own(await store.versions.find(id), tenantId, 'version'),
  run: async (store, id, tenantId) => own(await store.runs.find(id), tenantId, 'run'),
  set: async (store, id, tenantId) => own(await store.backups.find(id), tenantId, words.ownership.backupSet),
  plan: async (store, id, tenantId) => own(await store.plans.find(id), tenantId, 'plan'),
  baseline: async (store, id, tenantId) => own(await store.drift.findBaseline(id), tenantId, 'baseline'),
  async finding(store, id, tenantId) {
    const finding = await store.drift.findFinding(id)
    const baseline = finding && (await store.drift.findBaseline(finding.baselineId))
    return finding && own(baseline && { ...finding, tenantId: baseline.tenantId }, tenantId, 'finding')
  },
  schedule: async (store, id, tenantId) => own(await store.schedules.find(id), tenantId, 'schedule'),
  view: async (store, id, tenantId) => own(await store.views.find(id), tenantId, 'view'),
  channel: async (store, id, tenantId) =>
    own(await store.alerts.findChannel(id), tenantId, words.ownership.alertChannel),
  deviation: async (store, id, tenantId) => own(await store.deviations.find(id), tenantId, 'deviation'),
  rule: async (store, id, tenantId) => own(await store.drift.findRule(id), tenantId, words.ownership.ignoreRule),
  standard: async (store, id, tenantId) => own(await store.standards.find(id), tenantId, 'standard'),
  async rollout(store, id, tenantId) {
    const rollout = await store.rollouts.find(id)
    const isIn = rollout?.steps.some((step) => step.tenantId === tenantId) === true
    return isIn ? rollout : own(rollout, tenantId, 'rollout')
  },
}

/** Checks the source of a plan, a baseline or a comparison. */
async function requireSource(store: ReadStore, source: unknown, tenantId: string): Promise<TenantRow> {
  if (isObject(source)) {
    const { setId, versionIds } = source
    if (typeof setId === 'string') await finders.set(store, setId, tenantId)
    if (Array.isArray(versionIds)) for (const id of versionIds) await finders.version(store, String(id), tenantId)
  }
  return requireTenant(store, tenantId)
}

/** An entry of `owns`, in any allowed form. */
type AnyOwner = string | { readonly kind: string; readonly tenant?: string; readonly plan?: string }

/**
 * Reads every object that a method's `owns` lists, and refuses objects of another tenant.
 *
 * @param owns entries by property of the input
 * @param tenantId the tenant of the request
 * @throws Failure `forbidden`, `notFound`
 */
export async function readOwned(
  store: ReadStore,
  owns: Readonly<Record<string, AnyOwner>>,
  input: Json,
  tenantId: string,
): Promise<Record<string, unknown>> {
  const owned: Record<string, unknown> = {}
  for (const [property, entry] of Object.entries(owns)) {
    const value = input[property]
    const owner = typeof entry === 'string' ? { kind: entry } : entry
    const whose = value === undefined || value === null ? tenantId : await tenantOf(store, owner, input, tenantId)
    if (value === undefined || value === null) owned[property] = value
    else if (Array.isArray(value)) {
      const rows: unknown[] = []
      for (const id of value) rows.push(await readOne(store, owner.kind, id, whose))
      owned[property] = rows
    } else owned[property] = await readOne(store, owner.kind, value, whose)
  }
  return owned
}

async function readOne(store: ReadStore, kind: string, value: unknown, tenantId: string): Promise<unknown> {
  if (kind === 'side') {
    const { tenantId: its, from } = value as Side
    return requireSource(store, from, its)
  }
  if (kind === 'source') return requireSource(store, value, tenantId)
  const found = await finders[kind as keyof typeof finders](store, String(value), tenantId)
  if (found === undefined) throw new Failure('notFound', words.ownership.missing(kind))
  return found
}

/** The tenant to which a value must belong. */
async function tenantOf(
  store: ReadStore,
  { tenant, plan }: { readonly tenant?: string; readonly plan?: string },
  input: Json,
  tenantId: string,
): Promise<string> {
  if (plan !== undefined) return own(await store.plans.find(String(input[plan])), tenantId, 'plan').input.sourceTenantId
  const named = tenant === undefined ? undefined : input[tenant]
  return typeof named === 'string' ? named : tenantId
}
