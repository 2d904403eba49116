import { isOfPolicySet } from '../policy-types/building-blocks/assignments.ts'
import { diffDocuments } from '../diff/json-diff.ts'
import { isObject, objects, text, type Json } from '../json.ts'
import { weakens } from '../severity/weakening.ts'
import type { Counterpart } from './counterparts.ts'
import { asIncluded, stopped, type Draft } from './plan-draft.ts'
import { canReplace } from './plan-replacement.ts'
import { asksOf, changedSecrets, hiddenIn, typedKeys, withKept, writesToken } from './plan-secrets.ts'
import type { PlanInput, PlanItem, SourceItem } from './plan-types.ts'
import { isChangedSince, lostLimits, reachesEverybody, riskOfUpdate, uninstallsMore } from './risk.ts'
import { updateSteps } from './write-steps.ts'
import type { WriteStep } from './write-step.ts'
import { words } from './words.ts'

/** Plans an object that the target has, by what differs from it. */
export function planUpdate(draft: Draft, found: Extract<Counterpart, { how: 'found' }>): PlanItem {
  const { input, item, mapped, base } = draft
  const { type } = item
  const assignments = input.options.assignments !== 'none'
  const live = found.live.document
  if (!live) return stopped(draft, 'blocked', found.live.unread ?? words.reasons.unreadable)
  // Assignments that are not restored stay as they are: the preview shows them unchanged.
  const whole = withKept(item, mapped.document, live)
  const wanted =
    assignments && !mapped.unassignable && 'assignments' in item.document
      ? whole
      : { ...whole, assignments: live['assignments'] ?? [] }
  const asks = asksOf(item)
  const against = { ...base, wanted, targetId: found.live.id, live, liveFingerprint: found.live.fingerprint ?? null }
  const rewrite = [...changedSecrets(item.secretPrints, found.live.secretPrints), ...typedKeys(asks)]
  const { steps, fixed, kept } = updateSteps(type, input.contract, wanted, live, input.graph, { assignments, rewrite })
  if (input.options.existing !== 'update' && steps.length > 0) {
    return {
      ...against,
      action: 'skip',
      included: false,
      reason: input.options.existing === 'copy' ? words.reasons.usedAsIs : words.reasons.exists,
    }
  }
  if (mapped.blocked.length > 0) return { ...against, action: 'blocked', reason: mapped.blocked.join(' ') }
  const cannot =
    (type.restore.how === 'preview-only' ? type.restore.reason : null) ??
    type.write.blockedUpdate?.(item.document, live) ??
    null
  if (cannot !== null && (steps.length > 0 || fixed.length > 0))
    return { ...against, action: 'blocked', reason: cannot }
  if (fixed.length > 0)
    return {
      ...against,
      action: 'blocked',
      reason: words.reasons.fixed(fixed),
      canReplace: canReplace(input, item, found),
    }
  if (steps.length === 0) return { ...against, action: 'unchanged', reason: kept }
  const hidden = hiddenIn(item, steps)
  if (hidden.length > 0) return { ...against, asks, action: 'blocked', reason: words.reasons.secretsMissing(hidden) }
  if (item.missingSecrets.length > 0 && !input.sameTenant && steps.some(writesToken))
    return { ...against, asks, action: 'blocked', reason: words.reasons.secretsMissing(item.missingSecrets) }
  const isTheirs = item.after !== undefined && isChangedSince(type, item.after, live)
  const weaker = diffDocuments(type, live, wanted).filter(weakens)
  const limits = steps.some((step) => step.assigns) ? lostLimits(wanted, live) : []
  const uninstalls = steps.some((step) => step.assigns) && uninstallsMore(wanted, live)
  const optIn = isTheirs ? words.optIn.changedSince : (type.write.optIn?.(wanted, live) ?? null)
  return {
    ...against,
    asks,
    ...asIncluded(optIn, [
      ...(weaker.length === 0 ? [] : [words.warnings.protectsLess(weaker.map(({ name }) => name))]),
      ...(steps.some((step) => step.assigns) && reachesEverybody(wanted) ? [words.warnings.reachesEverybody] : []),
      ...(limits.length === 0 ? [] : [words.warnings.limitsLost(limits)]),
      ...(uninstalls ? [words.warnings.uninstalls] : []),
      ...(sharesName(input, item, wanted, live) ? [words.warnings.sharedName] : []),
      ...(kept === null ? [] : [kept]),
      ...base.warnings,
      ...lostAssignments(wanted, live, steps),
    ]),
    action: 'update',
    reason:
      found.by === 'name'
        ? words.reasons.matchedByName
        : found.by === 'identity'
          ? words.reasons.ownInEveryTenant
          : rewrite.length > 0
            ? words.reasons.secretDiffers
            : null,
    steps,
    risk:
      optIn === null && !mapped.widens && weaker.length === 0 && limits.length === 0 && !uninstalls
        ? riskOfUpdate(wanted, live, steps)
        : 'high',
  }
}

/** Whether an object gets a name that another one of its type has, or gets as well. */
function sharesName(input: PlanInput, item: SourceItem, wanted: Json, live: Json): boolean {
  const { type } = item
  const nameIn = (document: Json) => text(document[type.nameProperty])
  const name = nameIn(wanted)
  if (name === nameIn(live)) return false
  return (
    (input.live.get(type.key) ?? []).some((other) => other.id !== text(live['id']) && other.name === name) ||
    input.items.some((other) => other !== item && other.type === type && nameIn(other.document) === name)
  )
}

function lostAssignments(wanted: Json, live: Json, steps: readonly WriteStep[]): string[] {
  if (!steps.some((step) => step.assigns)) return []
  const groups = (document: Json) =>
    new Set(
      objects(document['assignments'])
        // Those of a policy set stay, whatever is written.
        .filter((assignment) => !isOfPolicySet(assignment))
        .map(({ target }) => (isObject(target) ? text(target['groupId']) || text(target['@odata.type']) : '')),
    )
  const kept = groups(wanted)
  const removed = [...groups(live)].filter((id) => !kept.has(id)).length
  return removed > 0 ? [words.warnings.assignmentsRemoved(removed)] : []
}
