import { writingActions } from '#contract/model/plans.ts'
import type { PlanEffect, RecipientOutcome } from '#contract/model/recipients.ts'
import { canonicalText } from '#domain/canonical/canonical.ts'
import { comparable } from '#domain/canonical/comparable.ts'
import { objects, without, type Json } from '#domain/json.ts'
import { isOfPolicySet } from '#domain/policy-types/building-blocks/assignments.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { findPolicyType } from '#domain/policy-types/registry.ts'
import { assignmentsOf, type Assignment } from '#domain/who-gets/assignments-of.ts'
import { decidingPlatform } from '#domain/who-gets/device-platform.ts'
import type { StoredPlanItem } from '../ports/plans.ts'
import type { ReadStore } from '../ports/store.ts'
import { assignedAt, isReceived } from './assigned-policies.ts'
import type { RecipientBook } from './recipient-book.ts'
import { outcomesOf, type Outcomes } from './who-gets-what.ts'

const writes: ReadonlySet<string> = new Set(writingActions)

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
    const isSame = !changesContent(policyType, item)
    if (isSame && !item.steps.some(({ assigns }) => assigns)) continue
    const policy = {
      platform: decidingPlatform(policyType, document),
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
        users: effectsOn('users', earlier, later, isSame ? 'same' : 'changed', book.users.length),
        devices: effectsOn('devices', earlier, later, isSame ? 'same' : 'changed', book.devices.length),
      })
    }
  }
  return effects
}

/** Whether whoever gets it before and after gets something different: names, descriptions and scope tags reach nobody. */
function changesContent(type: PolicyType, { action, live, wanted }: StoredPlanItem): boolean {
  if (action !== 'update' || live === null) return true
  const aside = [
    type.nameProperty,
    'description',
    'profileDescription',
    'assignments',
    ...(type.scopeTagProperty ? [type.scopeTagProperty] : []),
  ]
  const content = (document: Json) => canonicalText(comparable(type, without(document, aside)))
  // An app has deadlines and notifications with each assignment.
  const settings = (document: Json) =>
    [...new Set(objects(document['assignments']).map((entry) => canonicalText(entry['settings'] ?? null)))]
      .toSorted()
      .join()
  return content(live) !== content(wanted) || settings(live) !== settings(wanted)
}

const assignedBefore = ({ action, live }: StoredPlanItem): readonly Assignment[] =>
  action === 'create' || live === null ? [] : assignmentsOf(live)

/** A plan that leaves assignments alone leaves those that are there, and a new object has none then. */
function assignedAfter(item: StoredPlanItem): readonly Assignment[] {
  if (item.action === 'delete') return []
  if (!item.steps.some(({ assigns }) => assigns)) return assignedBefore(item)
  // Those of a policy set stay, whatever is written.
  const ofSets = objects(item.live?.['assignments']).filter(isOfPolicySet)
  const written = objects(item.wanted['assignments']).filter((assignment) => !isOfPolicySet(assignment))
  return assignmentsOf({ ...item.wanted, assignments: [...written, ...ofSets] })
}

function effectsOn(
  who: 'users' | 'devices',
  before: Outcomes | undefined,
  after: Outcomes | undefined,
  content: 'same' | 'changed',
  size: number,
): PlanEffect['users'] {
  const effects = { gains: 0, loses: 0, keeps: 0, unknown: 0 }
  for (let index = 0; index < size; index += 1) {
    const [was, is] = [before?.[who][index], after?.[who][index]] as (RecipientOutcome | undefined)[]
    if (was === 'unknown' || is === 'unknown') effects.unknown += 1
    else if (was === 'included' && is === 'included') effects.keeps += content === 'changed' ? 1 : 0
    else if (was === 'included') effects.loses += 1
    else if (is === 'included') effects.gains += 1
  }
  return effects
}
