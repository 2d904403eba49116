import type { Json } from '../json.ts'
import type { PolicyType } from '../policy-types/policy-type.ts'
import { createProblem } from './plan-create.ts'
import { isChangedSince, type Risk } from './risk.ts'
import type { Deletion, PlanInput, PlanItem } from './plan-types.ts'
import { deleteSteps } from './write-steps.ts'
import { words } from './words.ts'

/**
 * Plans the deletion of an object that an earlier restore created, which is never included by default, or of one that
 * somebody wants to be gone. That one has to be such that it could be created again, because this is the way back.
 */
export function planDeletion(input: PlanInput, deletion: Deletion): PlanItem {
  const { type, id, name, versionId, after, isAsked, lostSecrets = [] } = deletion
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
  const kept = isAsked ? whyKept(input, type, live.document) : null
  if (kept !== null) return { ...item, action: 'blocked', reason: kept }
  const usedBy = input.usersOf?.(type.key, id) ?? []
  const warnings = [
    ...(after !== undefined && isChangedSince(type, withoutMissingParts(type, after), live.document)
      ? [words.warnings.changedSinceCreated]
      : []),
    ...(usedBy.length > 0 ? [words.warnings.usedBy(usedBy)] : []),
    ...(lostSecrets.length > 0 ? [words.warnings.secretsGone(lostSecrets)] : []),
    ...(isAsked ? onReturn(input, type, live.document) : []),
  ]
  return {
    ...item,
    warnings,
    action: 'delete',
    // What others use, or what doesn't come back by itself, is deleted only by somebody who looked at it.
    included: isAsked === true && usedBy.length === 0 && lostSecrets.length === 0,
    reason: isAsked ? words.reasons.deletedAsAsked : words.reasons.createdByRestore,
    steps: deleteSteps(type, live.document),
  }
}

/** Why an object isn't deleted because somebody asked for it; null if it is. */
export function whyKept(input: Pick<PlanInput, 'sameTenant'>, type: PolicyType, live: Json): string | null {
  if (type.askedById) return words.reasons.deletedElsewhere
  const fixed =
    type.single === true ||
    type.restore.how === 'preview-only' ||
    (type.identityOf?.(live) ?? null) !== null ||
    (type.inEveryTenant ?? []).some((builtIn) => builtIn['id'] === live['id'])
  if (fixed) return words.reasons.notDeletable
  // What Intune doesn't let anybody change is its own.
  const cannot = createProblem(input, { type, document: live }) ?? type.write.blockedUpdate?.(live, live) ?? null
  return cannot === null ? null : words.reasons.notCreatedAgain(cannot)
}

/** What would be different if it was created again. */
function onReturn({ graph }: PlanInput, type: PolicyType, live: Json): readonly string[] {
  const made = type.write.onCreate?.(live, graph.now) ?? { wanted: live, warnings: [] }
  const found = [...made.warnings, ...(type.write.warnings?.(live, null, graph.now) ?? [])]
  return found.length === 0 ? [] : [words.warnings.onReturn(found)]
}

/** A part that wasn't captured with a new object was empty: nobody could have filled it yet. */
const withoutMissingParts = (type: PolicyType, after: Json): Json => ({
  ...Object.fromEntries(type.capture.parts.filter((part) => part.switch).map(({ property }) => [property, []])),
  ...after,
})
