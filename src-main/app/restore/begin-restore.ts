import { PlanId } from '#contract/model/ids.ts'
import { createChoice, type Choice } from '#domain/restore/mapping.ts'
import type { Ports } from '../ports/ports.ts'
import type { PlanRow } from '../ports/plans.ts'
import type { NewRun } from '../ports/runs.ts'
import type { Store } from '../ports/store.ts'
import type { Accepted } from '../runs/engine.ts'
import { choicesOf } from './plan-input.ts'

/**
 * Queues the run that carries out a plan, and saves the choices of the plan for the next restore between the two tenants.
 * The one of a replaced object isn't saved, because from now on its replacement counts.
 *
 * @param start queues a run in the transaction of the store
 * @param justification for the approving administrator, if Multi Admin Approval protects an object
 */
export async function beginRestore(
  store: Store,
  { clock }: Pick<Ports, 'clock'>,
  start: (request: NewRun) => Promise<Accepted>,
  plan: PlanRow,
  justification: string | null,
): Promise<Accepted> {
  const { id, tenantId, source } = plan
  const { sourceTenantId } = plan.input
  const accepted = await start({
    tenantId,
    kind: 'restore',
    title: source,
    target: id,
    input: { planId: PlanId.parse(id), justification },
  })
  // Also where somebody carries it out by hand: it isn't carried out again.
  const { rolloutId } = plan.input
  if (rolloutId !== null)
    await store.rollouts.changeStep(rolloutId, tenantId, { planId: id, restoreRunId: accepted.runId })
  if (accepted.reused) return accepted
  const items = new Map((await store.plans.items(id)).map((item) => [`${item.type}/${item.sourceId}`, item]))
  const isReplaced = (key: string, choice: Choice) =>
    choice !== null && items.has(key) && items.get(key)!.targetId !== choice
  const made = [...choicesOf(plan.input)].filter(([, choice]) => choice !== createChoice)
  const lasting = new Map(made.filter(([key, choice]) => !isReplaced(key, choice)))
  for (const [key] of made) if (!lasting.has(key)) await store.mappings.forget(sourceTenantId, tenantId, key)
  await store.mappings.save(sourceTenantId, tenantId, lasting, clock.now().toISOString())
  return accepted
}
