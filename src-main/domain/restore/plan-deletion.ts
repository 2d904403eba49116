import type { Json } from '../json.ts'
import type { PolicyType } from '../policy-types/policy-type.ts'
import { isChangedSince, type Risk } from './risk.ts'
import type { Deletion, PlanInput, PlanItem } from './plan-types.ts'
import { deleteSteps } from './write-steps.ts'
import { words } from './words.ts'

/** Plans the deletion of an object that an earlier restore created. It is never included by default. */
export function planDeletion(input: PlanInput, { type, id, name, versionId, after }: Deletion): PlanItem {
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
  const unlisted = input.unlisted?.get(type.key)
  if (unlisted !== undefined) return { ...item, action: 'blocked', reason: words.reasons.unlisted(type.noun, unlisted) }
  if (!live) return { ...item, action: 'skip', risk: 'low', reason: words.reasons.goneAlready }
  if (!live.document) return { ...item, action: 'blocked', reason: live.unread ?? words.reasons.unreadable }
  const usedBy = input.usersOf?.(type.key, id) ?? []
  const warnings = [
    ...(after !== undefined && isChangedSince(type, withoutMissingParts(type, after), live.document)
      ? [words.warnings.changedSinceCreated]
      : []),
    ...(usedBy.length > 0 ? [words.warnings.usedBy(usedBy)] : []),
  ]
  return {
    ...item,
    warnings,
    action: 'delete',
    reason: words.reasons.createdByRestore,
    steps: deleteSteps(type, live.document),
  }
}

/** A part that wasn't captured with a new object was empty: nobody could have filled it yet. */
const withoutMissingParts = (type: PolicyType, after: Json): Json => ({
  ...Object.fromEntries(type.capture.parts.filter((part) => part.switch).map(({ property }) => [property, []])),
  ...after,
})
