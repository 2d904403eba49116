import type { PlanEffect, RecipientOutcome } from '#contract/model/recipients.ts'
import { findPolicyType } from '#domain/policy-types/registry.ts'
import { assignmentsOf, type Assignment } from '#domain/who-gets/assignments-of.ts'
import type { StoredPlanItem } from '../ports/plans.ts'
import type { ReadStore } from '../ports/store.ts'
import { assignedAt, isReceived } from './assigned-policies.ts'
import type { RecipientBook } from './recipient-book.ts'
import { outcomesOf, type Outcomes } from './who-gets-what.ts'

const writes: ReadonlySet<string> = new Set(['create', 'update', 'recreate', 'delete'])

/** What the included items of a plan change, and for how many users and devices. */
export async function planEffects(
  store: ReadStore,
  { tenantId, planId, now }: { readonly tenantId: string; readonly planId: string; readonly now: Date },
  book: RecipientBook,
): Promise<PlanEffect[]> {
  const assigned = await assignedAt(store, tenantId, now.toISOString())
  const effects: PlanEffect[] = []
  for (const { seq, action, included, type } of await store.plans.items(planId)) {
    const policyType = findPolicyType(type)
    if (!included || !writes.has(action) || !policyType || !isReceived(type)) continue
    const item = await store.plans.item(planId, seq)
    if (!item) continue
    const document = item.action === 'delete' ? (item.live ?? item.wanted) : item.wanted
    const policy = {
      platform: policyType.platformOf(document),
      isDefault: policyType.assignments?.fixedFor?.(document) ?? false,
    }
    const [before, after] = [
      await outcomesOf({ ...policy, assignments: assignedBefore(item) }, book, assigned),
      await outcomesOf({ ...policy, assignments: assignedAfter(item) }, book, assigned),
    ]
    for (const intent of new Set([...before, ...after].map((entry) => entry.intent))) {
      const [earlier, later] = [before, after].map((all) => all.find((entry) => entry.intent === intent))
      effects.push({
        seq,
        name: item.name,
        type: policyType.title,
        intent,
        users: effectsOn('users', earlier, later, book.users.length),
        devices: effectsOn('devices', earlier, later, book.devices.length),
      })
    }
  }
  return effects
}

const assignedBefore = ({ action, live }: StoredPlanItem): readonly Assignment[] =>
  action === 'create' || live === null ? [] : assignmentsOf(live)

/** A plan that leaves assignments alone leaves those that are there, and a new object has none then. */
function assignedAfter(item: StoredPlanItem): readonly Assignment[] {
  if (item.action === 'delete') return []
  return item.steps.some(({ assigns }) => assigns) ? assignmentsOf(item.wanted) : assignedBefore(item)
}

function effectsOn(
  who: 'users' | 'devices',
  before: Outcomes | undefined,
  after: Outcomes | undefined,
  size: number,
): PlanEffect['users'] {
  const effects = { gains: 0, loses: 0, keeps: 0, unknown: 0 }
  for (let index = 0; index < size; index += 1) {
    const [was, is] = [before?.[who][index], after?.[who][index]] as (RecipientOutcome | undefined)[]
    if (was === 'unknown' || is === 'unknown') effects.unknown += 1
    else if (was === 'included') effects[is === 'included' ? 'keeps' : 'loses'] += 1
    else if (is === 'included') effects.gains += 1
  }
  return effects
}
