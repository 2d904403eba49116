import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { createLister, listByName } from '../capture/list-objects.ts'
import type { PlanRow } from '../ports/plans.ts'
import type { RunWork } from '../runs/run-context.ts'
import { carryOutItem } from './carry-out-item.ts'
import { isOpen, type CarryOutKind, type PlanHead, type Stage, type Work } from './stage.ts'

/** Times that a run goes over items whose answers were lost, and the pause after the first time. */
const passes = 5
const firstPauseMs = 2_000

/** Objects restored at a time: more would only wait for the writes that Graph allows. */
const width = 4

/** Carries a plan out, item by item in the plan's order: what others refer to is written first. */
export async function carryOut(
  context: RunWork<CarryOutKind>,
  plan: PlanRow,
  heads: readonly PlanHead[],
  stage: Stage,
): Promise<void> {
  const targets = await context.ports.store.plans.targets(plan.id)
  const lister = createLister(stage.reader)
  const work: Work = {
    ...stage,
    context,
    targets,
    planId: plan.id,
    listing: (type, name) => (type.asksByName ? listByName(stage.reader, type, name) : lister(type)),
    assignments: plan.input.options.assignments !== 'none',
    sameTenant: plan.input.sourceTenantId === context.tenant.id,
  }
  for (let pass = 1; pass <= passes; pass += 1) {
    await onePass(work, heads, pass === passes)
    // What waited for an item behind it has its turn at once.
    if ((await context.items()).some((item) => item.state === 'pending')) await onePass(work, heads, pass === passes)
    if (!(await context.items()).some((item) => isOpen(item.state))) break
    // Some answers were lost. What was carried out shows within this time; then each is looked for, and made if it is not there.
    if (pass < passes) await context.ports.clock.sleep(firstPauseMs * 2 ** (pass - 1), context.signal)
  }
}

/** Goes over the open items in the plan's order, some at a time; what an item refers to is finished before it starts. */
async function onePass(work: Work, heads: readonly PlanHead[], last: boolean): Promise<void> {
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
    if (failures.length > 0 || !item || !isOpen(item.state)) continue
    const one = carryOutItem(work, head, item, items, last)
      .catch((error: unknown) => void failures.push(error))
      .finally(() => inFlight.delete(head))
    inFlight.set(head, one)
  }
  // Items in flight are finished whatever happened to another one.
  await Promise.all(inFlight.values())
  if (failures.length > 0) throw failures[0]
}

/**
 * Objects of one name are told apart by what was made before, some types get a rank by being made, and what is
 * deleted may still be referred to: those never at the same time.
 */
const goesBefore = (other: PlanHead, head: PlanHead): boolean =>
  head.dependsOn.includes(`${other.type}/${other.sourceId}`) ||
  head.action === 'delete' ||
  (other.type === head.type && (other.name === head.name || policyTypeOf(head.type).write.rank !== undefined))
