import { isObject, objects, text, type Json } from '../json.ts'
import type { Counterpart } from './counterparts.ts'
import { asIncluded, stopped, type Draft } from './plan-draft.ts'
import { changedSecrets, hiddenIn, secretSentence, writesToken } from './plan-secrets.ts'
import type { PlanItem } from './plan-types.ts'
import { isChangedSince, riskOfUpdate } from './risk.ts'
import { updateSteps } from './write-steps.ts'
import type { WriteStep } from './write-step.ts'

/** Plans an object that the target has, by what differs from it. */
export function planUpdate(draft: Draft, found: Extract<Counterpart, { how: 'found' }>): PlanItem {
  const { input, item, mapped, problems, base } = draft
  const { type } = item
  const assignments = input.options.assignments !== 'none'
  const live = found.live.document
  if (!live) return stopped(draft, 'blocked', 'The object in the tenant could not be read.')
  // An object of Microsoft, or one from another template, may have the same name.
  if (found.by === 'name' && type.kindOf(live) !== type.kindOf(item.document))
    return stopped(
      draft,
      'blocked',
      `"${found.live.name}" in the tenant is another kind: ${type.kindOf(live)}, not ${type.kindOf(item.document)}. Choose in the mapping.`,
    )
  // Assignments that are not restored stay as they are: the preview shows them unchanged.
  const wanted =
    assignments && !mapped.unassignable && 'assignments' in item.document
      ? mapped.document
      : { ...mapped.document, assignments: live['assignments'] ?? [] }
  const against = { ...base, wanted, targetId: found.live.id, live, liveFingerprint: found.live.fingerprint ?? null }
  const rewrite = changedSecrets(item.secretPrints, found.live.secretPrints)
  const { steps, fixed, kept } = updateSteps(type, input.contract, wanted, live, input.graph, { assignments, rewrite })
  if (input.options.existing !== 'update' && steps.length > 0) {
    return {
      ...against,
      action: 'skip',
      included: false,
      reason:
        input.options.existing === 'copy'
          ? 'It is used as it is: others refer to it, or every tenant has one of its own.'
          : 'It is in the tenant already and differs.',
    }
  }
  if (mapped.blocked.length > 0) return { ...against, action: 'blocked', reason: mapped.blocked.join(' ') }
  if (fixed.length > 0)
    return {
      ...against,
      action: 'blocked',
      reason: `${fixed.join(', ')} cannot be changed after creation, and it differs.`,
    }
  if (steps.length === 0) return { ...against, action: 'unchanged', reason: kept }
  const cannot =
    (type.restore.how === 'preview-only' ? type.restore.reason : null) ??
    type.write.blockedUpdate?.(item.document) ??
    (problems.length > 0 ? `It cannot be written as it is: ${problems.slice(0, 3).join(' ')}` : null)
  if (cannot) return { ...against, action: 'blocked', reason: cannot }
  const hidden = hiddenIn(item, steps)
  if (hidden.length > 0) return { ...against, action: 'blocked', reason: secretSentence(hidden) }
  if (item.missingSecrets.length > 0 && !input.sameTenant && steps.some(writesToken))
    return { ...against, action: 'blocked', reason: secretSentence(item.missingSecrets) }
  const isTheirs = item.after !== undefined && isChangedSince(type, item.after, live)
  const optIn = isTheirs
    ? 'Somebody changed it after the restore, and that change would be lost: it is written only if you include it here.'
    : (type.write.optIn?.(wanted, live) ?? null)
  return {
    ...against,
    ...asIncluded(optIn, [...(kept === null ? [] : [kept]), ...base.warnings, ...lostAssignments(wanted, live, steps)]),
    action: 'update',
    reason:
      found.by === 'name'
        ? 'Matched by its name.'
        : found.by === 'identity'
          ? 'Every tenant has one of its own.'
          : rewrite.length > 0
            ? 'A secret behind the mask is another one.'
            : null,
    steps,
    risk: optIn === null && !mapped.widens ? riskOfUpdate(wanted, live, steps) : 'high',
  }
}

function lostAssignments(wanted: Json, live: Json, steps: readonly WriteStep[]): string[] {
  if (!steps.some((step) => step.assigns)) return []
  const groups = (document: Json) =>
    new Set(
      objects(document['assignments']).map(({ target }) =>
        isObject(target) ? text(target['groupId']) || text(target['@odata.type']) : '',
      ),
    )
  const kept = groups(wanted)
  const lost = [...groups(live)].filter((id) => !kept.has(id)).length
  return lost > 0
    ? [`${lost} assignment${lost === 1 ? '' : 's'} that the tenant has now ${lost === 1 ? 'is' : 'are'} removed.`]
    : []
}
