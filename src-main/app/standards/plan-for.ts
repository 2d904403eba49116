import { failure } from '#contract/errors.ts'
import { PlanOptions, type PlanInput } from '#contract/model/plans.ts'
import type { RolloutRow } from '../ports/standards.ts'
import type { ReadStore } from '../ports/store.ts'
import { compareStandard } from './compare-standard.ts'
import { words } from './words.ts'

/**
 * What a rollout plans for a tenant: the policies of the standard that it hasn't, or has otherwise, and not on purpose.
 * Null if there are none.
 *
 * @throws Failure `notFound` if the standard or its backup set is gone, `badInput` if it has changed since policies of it
 *   were chosen
 */
export async function planFor(
  store: ReadStore,
  { id, standardId, title, groups, versionIds }: RolloutRow,
  tenantId: string,
  now: Date,
): Promise<{ readonly due: number; readonly input: PlanInput } | null> {
  const standard = await store.standards.find(standardId)
  if (!standard) throw failure('notFound', words.noStandard)
  const chosen = versionIds === null ? null : new Set(versionIds)
  const policies = await compareStandard(store, standard, tenantId, now)
  const known = new Set<string>(policies.map(({ versionId }) => versionId))
  // A policy that was captured anew isn't the one that somebody has looked at.
  if (versionIds?.some((version) => !known.has(version)) === true) throw failure('badInput', words.changedSince)
  const due = policies
    .filter(({ state }) => state === 'missing' || state === 'different')
    .filter(({ versionId }) => chosen === null || chosen.has(versionId))
  if (due.length === 0) return null
  return {
    due: due.length,
    input: {
      sourceTenantId: standard.tenantId,
      from: { versionIds: due.map(({ versionId }) => versionId) },
      only: [],
      choices: {},
      options: PlanOptions.parse({}),
      title,
      groups: [...groups],
      rolloutId: id,
    },
  }
}
