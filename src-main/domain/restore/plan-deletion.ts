import { isChangedSince, type Risk } from './risk.ts'
import type { Deletion, PlanInput, PlanItem } from './plan-types.ts'
import { deleteSteps } from './write-steps.ts'

/** Plans the deletion of an object that an earlier restore created. It is never included by default. */
export function planDeletion(input: PlanInput, { type, id, name, versionId, after, usedBy = [] }: Deletion): PlanItem {
  const live = input.live.get(type.key)?.find((entry) => entry.id === id)
  const item = {
    type: type.key,
    versionId,
    sourceId: id,
    name: live?.name ?? name,
    warnings: [],
    risk: 'high' as Risk,
    included: false,
    targetId: id,
    dependsOn: [],
    later: [],
    steps: [],
    wanted: {},
    live: live?.document ?? null,
    liveFingerprint: live?.fingerprint ?? null,
  }
  if (!live) return { ...item, action: 'skip', risk: 'low', reason: 'It is no longer in the tenant.' }
  if (!live.document) return { ...item, action: 'blocked', reason: 'The object in the tenant could not be read.' }
  const warnings = [
    ...(after !== undefined && isChangedSince(type, after, live.document)
      ? ['Somebody changed it after the restore made it.']
      : []),
    ...(usedBy.length > 0 ? [`It is used by ${usedBy.map((user) => `"${user}"`).join(', ')}.`] : []),
  ]
  return {
    ...item,
    warnings,
    action: 'delete',
    reason: 'The restore made it. It is deleted only if you include it here.',
    steps: deleteSteps(type, live.document),
  }
}
