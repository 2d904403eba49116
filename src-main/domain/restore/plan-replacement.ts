import { canonicalText } from '../canonical/canonical.ts'
import { objects, text, without, type Json } from '../json.ts'
import { isOfPolicySet } from '../policy-types/building-blocks/assignments.ts'
import { idKey, referenceKey } from '../references/id-key.ts'
import { archivedName } from './archived-name.ts'
import type { Counterpart } from './counterparts.ts'
import { createProblem } from './plan-create.ts'
import { hiddenIn } from './plan-secrets.ts'
import type { LiveObject, OldObject, PlanInput, PlanItem, Replacement, SourceItem } from './plan-types.ts'
import { deleteSteps, updateSteps } from './write-steps.ts'
import { words } from './words.ts'

/**
 * Whether an object in the tenant differs in what can't be changed after creation. A property that holds a reference
 * counts only where its IDs are the same on both sides.
 */
function differsForGood(
  { contract, graph, sameTenant }: PlanInput,
  { type, document }: SourceItem,
  live: Json,
): boolean {
  const mapped = new Set(
    type.references.filter(({ to }) => !sameTenant && to !== 'templates').map(({ path }) => path.split(/[.[]/, 1)[0]!),
  )
  const differing = [...type.write.createOnly, ...(type.write.createOnlyOf?.(live) ?? [])].filter(
    (key) =>
      key in document && !mapped.has(key) && canonicalText(document[key] ?? null) !== canonicalText(live[key] ?? null),
  )
  // Compared as it would be written. That is slower, so only where there is something to compare.
  if (differing.length === 0) return false
  const { fixed } = updateSteps(type, contract, document, live, graph, { assignments: false })
  return fixed.some((key) => differing.includes(key))
}

/** Whether an object in the tenant can't become what the source is. */
const cannotBecome = (input: PlanInput, item: SourceItem, found: Counterpart): boolean =>
  found.how === 'other-kind' ||
  (found.how === 'found' && found.live.document !== undefined && differsForGood(input, item, found.live.document))

/**
 * Whether a new object can take the place of one in the tenant. Foundations can't be replaced, because the references
 * to them would stay behind. Nor can objects that exist once in every tenant, that are Microsoft's own, or whose effect
 * doesn't end with their assignments.
 */
function isReplaceable(input: PlanInput, item: SourceItem, live: LiveObject): live is OldObject {
  const { type } = item
  const { document } = live
  return (
    document !== undefined &&
    !type.foundation &&
    !type.single &&
    !type.parent &&
    type.assignments !== null &&
    (type.identityOf?.(item.document) ?? null) === null &&
    (type.identityOf?.(document) ?? null) === null &&
    (type.write.only?.(document, item.document, input.graph.sameTenant) ?? null) === null &&
    (type.write.blockedUpdate?.(document, document) ?? null) === null &&
    createProblem(input, item) === null
  )
}

/** Whether the preview offers to replace what a blocked item would have changed. */
export const canReplace = (
  input: PlanInput,
  item: SourceItem,
  found: Extract<Counterpart, { how: 'found' | 'other-kind' }>,
): boolean =>
  input.options.existing === 'update' && cannotBecome(input, item, found) && isReplaceable(input, item, found.live)

/** What an earlier restore made in place of the object that this item stands for. */
function madeBefore(input: PlanInput, item: SourceItem): OldObject | null {
  const key = referenceKey(item.type.key, item.sourceId)
  const made = input.replaced?.find(({ kind, sourceId }) => referenceKey(kind, sourceId) === key)
  if (made === undefined) return null
  const isTaken = input.items.some(
    (other) => other !== item && other.type === item.type && input.sameTenant && other.sourceId === made.newId,
  )
  const live = isTaken ? undefined : input.live.get(item.type.key)?.find(({ id }) => id === made.newId)
  if (live?.document === undefined) return null
  const isRight = item.type.kindOf(live.document) === item.type.kindOf(item.document)
  return isRight && !differsForGood(input, item, live.document) ? { ...live, document: live.document } : null
}

/**
 * Replaces an object that can't become what the source is, where the options ask for it. What an earlier restore already
 * made in its place is used instead. The old object then follows, if it is still as it was.
 */
export function asReplacement(input: PlanInput, item: SourceItem, found: Counterpart): Counterpart | Replacement {
  const { replace, existing } = input.options
  const earlier = madeBefore(input, item)
  if (found.how === 'none' && earlier) return { how: 'found', live: earlier, by: 'choice' }
  if (found.how !== 'found' && found.how !== 'other-kind') return found
  if (!cannotBecome(input, item, found)) return found
  const { live } = found
  const isWanted = replace !== 'never' && existing === 'update' && isReplaceable(input, item, live)
  if (earlier) {
    const old = isWanted && !isArchived(item, live.document) ? { old: live as OldObject } : {}
    return { how: 'found', live: earlier, by: 'choice', ...old }
  }
  return isWanted ? { how: 'replace', live } : found
}

/** Whether a restore archived an object before, and nobody assigned it since. */
const isArchived = ({ type }: SourceItem, document: Json): boolean =>
  / \(replaced \d{4}-\d\d-\d\d\)$/.test(text(document[type.nameProperty])) &&
  objects(document['assignments']).every(isOfPolicySet)

/**
 * Plans what happens to the old object after the new one is complete, and after everything else of the plan refers to
 * that: it is renamed and loses its assignments, or it is deleted.
 *
 * @param by the item of the new object
 * @param written every item of the plan that writes
 */
export function planReplaced(
  input: PlanInput,
  item: SourceItem,
  old: OldObject,
  by: PlanItem,
  written: readonly PlanItem[],
): PlanItem {
  const { type } = item
  const { document } = old
  const byKey = `${by.type}/${by.sourceId}`
  const users = input.usersOf?.(type.key, old.id) ?? []
  const isInSet = objects(document['assignments']).some(isOfPolicySet)
  const base = {
    type: type.key,
    versionId: '',
    sourceId: '',
    replacedBy: byKey,
    name: old.name,
    warnings: [
      ...(users.length > 0 ? [words.warnings.stillUses(users)] : []),
      ...(isInSet ? [words.warnings.staysInSet] : []),
    ],
    risk: 'high' as const,
    included: true,
    targetId: old.id,
    dependsOn: [
      byKey,
      ...written
        .filter(({ dependsOn }) => dependsOn.includes(byKey))
        .map(({ type: kind, sourceId }) => `${kind}/${sourceId}`),
    ],
    later: [],
    live: document,
    liveFingerprint: old.fingerprint ?? null,
  }
  if (input.options.replace === 'delete')
    return {
      ...base,
      action: 'delete',
      reason: words.reasons.replacedDeleted,
      steps: deleteSteps(type, document),
      wanted: {},
    }
  // Its place among the others is theirs to decide.
  const kept = without(document, type.write.rank === undefined ? [] : [type.write.rank])
  const unassigned = { ...kept, assignments: objects(document['assignments']).filter(isOfPolicySet) }
  const named = {
    ...unassigned,
    [type.nameProperty]: archivedName(text(document[type.nameProperty]), 'replaced', input.graph.now),
  }
  const change = (wanted: Json) =>
    updateSteps(type, input.contract, wanted, document, input.graph, { assignments: true })
  const renaming = change(named)
  // A name that can't be changed stays. So does one that could only be sent together with a secret that nobody knows.
  const keepsName = renaming.fixed.length > 0 || hiddenIn({ ...item, missingSecrets: [] }, renaming.steps).length > 0
  const { steps } = keepsName ? change(unassigned) : renaming
  return {
    ...base,
    action: steps.length === 0 ? 'unchanged' : 'update',
    reason: isInSet
      ? words.reasons.replacedInSet
      : keepsName
        ? words.reasons.replacedUnassigned
        : words.reasons.replacedArchived,
    steps,
    wanted: keepsName ? unassigned : named,
  }
}

/**
 * Which object stands for a replaced one, by `kind/id`: what earlier restores made, in the same tenant also for the
 * object's own ID.
 */
export const standIns = ({ replaced = [], sameTenant }: PlanInput): ReadonlyMap<string, string> =>
  new Map(
    replaced.flatMap(({ kind, sourceId, oldId, newId }) => [
      [referenceKey(kind, sourceId), newId] as const,
      ...(sameTenant ? [[referenceKey(kind, idKey(oldId)), newId] as const] : []),
    ]),
  )
