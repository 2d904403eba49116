import { failure } from '#contract/errors.ts'
import type { PlanInput } from '#contract/model/plans.ts'
import { referenceKey } from '#domain/references/id-key.ts'
import type { ReadStore } from '../ports/store.ts'
import { words } from './words.ts'

type FromChange = Extract<PlanInput['from'], { change: unknown }>

/**
 * What a change is still due for after a plan of it was run. A new name is made from the one that is there, so a policy
 * that has it already must not get it once more; nor is a second copy wanted.
 *
 * @throws Failure `badInput` if nothing is left
 */
export async function withoutDone(
  store: ReadStore,
  plan: { readonly id: string; readonly tenantId: string },
  from: FromChange,
): Promise<FromChange> {
  const run = await store.runs.newest(plan.tenantId, 'restore', plan.id)
  if (!run) return from
  const done = new Set(
    (await store.runs.items(run.id))
      .filter(({ state, created }) => state === 'done' || created)
      .map(({ type, sourceId }) => referenceKey(type, sourceId ?? '')),
  )
  const isDone = new Set(
    (await store.policies.list(plan.tenantId))
      .filter(({ type, externalId }) => done.has(referenceKey(type, externalId)))
      .map(({ id }) => id),
  )
  const policyIds = from.policyIds.filter((id) => !isDone.has(id))
  if (policyIds.length === 0) throw failure('badInput', words.allDone)
  return { ...from, policyIds }
}
