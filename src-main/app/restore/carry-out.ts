import type { ItemState } from '#contract/model/run-states.ts'
import type { Json } from '#domain/json.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { createLister, listByName, opened } from '../capture/list-objects.ts'
import type { PlanRow } from '../ports/plans.ts'
import type { RunWork } from '../runs/run-context.ts'
import { carryOutItem } from './carry-out-item.ts'
import { isOpen, type CarryOutKind, type PlanHead, type Stage, type Work } from './stage.ts'

/** Number of passes over items with lost answers, and the pause after the first pass. */
const passes = 5
const firstPauseMs = 2_000

/** Number of objects to restore at a time. More would only wait for the write limit of Graph. */
const width = 4

/** Carries out a plan, item by item, in the order of the plan: referenced objects first. */
export async function carryOut(
  context: RunWork<CarryOutKind>,
  plan: PlanRow,
  heads: readonly PlanHead[],
  stage: Stage,
): Promise<void> {
  const targets = await context.ports.store.plans.targets(plan.id)
  const lister = createLister(stage.reader)
  const listed = new Map<PolicyType, Promise<readonly Json[]>>()
  const work: Work = {
    ...stage,
    context,
    targets,
    planId: plan.id,
    async listing(type, name) {
      if (type.askedById) return listByName(stage.reader, type, name)
      if (type.parent || type.single) return lister(type).then(opened)
      const listing = listed.get(type) ?? lister(type).then(opened)
      listed.set(type, listing)
      // The next object may find the list again.
      listing.catch(() => listed.delete(type))
      return listing
    },
    assignments: plan.input.options.assignments !== 'none',
    posted: new Set(),
    sourceTenantId: plan.input.sourceTenantId,
    replacing: new Map(
      heads.flatMap(({ replacedBy, targetId }) =>
        replacedBy && targetId !== null ? [[replacedBy, targetId] as const] : [],
      ),
    ),
    sameTenant: plan.input.sourceTenantId === context.tenant.id,
    leavesSecrets: 'change' in plan.input.from,
  }
  for (let pass = 1; pass <= passes; pass += 1) {
    await onePass(work, heads, pass === passes, isOpen)
    // Items that waited for a later item get their turn immediately. Lost answers get their time.
    const isWaiting = (state: ItemState) => state === 'pending'
    if ((await context.items()).some(({ state }) => isWaiting(state)))
      await onePass(work, heads, pass === passes, isWaiting)
    if (!(await context.items()).some((item) => isOpen(item.state))) break
    // Some answers were lost. Within this time, created objects appear. Then the run looks for each object, and creates
    // it if it isn't there.
    if (pass < passes) await context.ports.clock.sleep(firstPauseMs * 2 ** (pass - 1), context.signal)
  }
}

/** Works on the open items in the order of the plan, several at a time. Referenced items finish first. */
async function onePass(
  work: Work,
  heads: readonly PlanHead[],
  last: boolean,
  isDue: (state: ItemState) => boolean,
): Promise<void> {
  const inFlight = new Map<PlanHead, Promise<void>>()
  const failures: unknown[] = []
  const isHeldUp = (head: PlanHead) =>
    inFlight.size >= width || [...inFlight.keys()].some((other) => goesBefore(other, head))
  for (const head of heads) {
    while (isHeldUp(head) && failures.length === 0) await Promise.race(inFlight.values())
    if (failures.length > 0) break
    await work.context.checkCancelled().catch((error: unknown) => failures.push(error))
    const items = await work.context.items()
    const item = items.find((entry) => entry.key === String(head.seq))
    if (failures.length > 0 || !item || !isDue(item.state)) continue
    const one = carryOutItem(work, head, item, items, last)
      .catch((error: unknown) => void failures.push(error))
      .finally(() => inFlight.delete(head))
    inFlight.set(head, one)
  }
  // Items in progress finish even if another one failed.
  await Promise.all(inFlight.values())
  if (failures.length > 0) throw failures[0]
}

/**
 * These never run at the same time: objects with the same name, because created objects identify them; types that get a
 * rank when created; and deletions, because something may still refer to the object.
 */
const goesBefore = (other: PlanHead, head: PlanHead): boolean =>
  head.dependsOn.includes(`${other.type}/${other.sourceId}`) ||
  head.action === 'delete' ||
  (other.type === head.type && (other.name === head.name || policyTypeOf(head.type).write.rank !== undefined))
