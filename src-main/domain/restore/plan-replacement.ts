import { canonicalText } from '../canonical/canonical.ts'
import { text, type Json } from '../json.ts'
import { referenceKey } from '../references/id-key.ts'
import type { Counterpart } from './counterparts.ts'
import { createProblem } from './plan-create.ts'
import { hiddenIn } from './plan-secrets.ts'
import type { LiveObject, PlanInput, PlanItem, Replacement, SourceItem } from './plan-types.ts'
import { deleteSteps, updateSteps } from './write-steps.ts'
import { words } from './words.ts'

/** The longest name of an archived object. Graph refuses longer names in some types. */
const longestName = 200

/**
 * Whether an object in the tenant differs in what can't be changed after creation. A property that holds a reference
 * doesn't count, because its IDs differ between tenants.
 */
function differsForGood({ contract, graph }: PlanInput, { type, document }: SourceItem, live: Json): boolean {
  const referring = new Set(type.references.map(({ path }) => path.split(/[.[]/, 1)[0]!))
  const differing = [...type.write.createOnly, ...(type.write.createOnlyOf?.(live) ?? [])].filter(
    (key) =>
      key in document &&
      !referring.has(key) &&
      canonicalText(document[key] ?? null) !== canonicalText(live[key] ?? null),
  )
  // Compared as it would be written. That is slower, so only where there is something to compare.
  if (differing.length === 0) return false
  const { fixed } = updateSteps(type, contract, document, live, graph, { assignments: false })
  return fixed.some((key) => differing.includes(key))
}

/**
 * Whether a new object can take the place of one in the tenant. Foundations can't be replaced, because the references
 * to them would stay behind. Nor can objects that exist once in every tenant, or that are Microsoft's own.
 */
export function isReplaceable(
  input: PlanInput,
  item: SourceItem,
  live: LiveObject,
): live is LiveObject & { readonly document: Json } {
  const { type } = item
  const { document } = live
  return (
    document !== undefined &&
    input.options.existing === 'update' &&
    !type.foundation &&
    !type.single &&
    !type.parent &&
    (type.identityOf?.(item.document) ?? null) === null &&
    (type.identityOf?.(document) ?? null) === null &&
    (type.write.only?.(document, item.document, input.graph.sameTenant) ?? null) === null &&
    (type.write.blockedUpdate?.(document, document) ?? null) === null &&
    createProblem(input, item) === null
  )
}

/**
 * Replaces an object of another kind where the options ask for it. What an earlier restore already made in its place is
 * used instead.
 */
export function asReplacement(input: PlanInput, item: SourceItem, found: Counterpart): Counterpart | Replacement {
  const { options, live: all, made, items } = input
  if (found.how !== 'found' && found.how !== 'other-kind') return found
  const { live } = found
  if (!isReplaceable(input, item, live)) return found
  if (found.how === 'found' && !differsForGood(input, item, live.document)) return found
  const madeId = made?.get(referenceKey(item.type.key, item.sourceId))
  const isTaken = items.some((other) => other !== item && other.type === item.type && other.sourceId === madeId)
  const earlier = isTaken ? undefined : all.get(item.type.key)?.find(({ id }) => id === madeId && id !== live.id)
  if (
    earlier?.document &&
    item.type.kindOf(earlier.document) === item.type.kindOf(item.document) &&
    !differsForGood(input, item, earlier.document)
  )
    return { how: 'found', live: earlier, by: 'choice' }
  return options.replace === 'never' ? found : { how: 'replace', live, old: options.replace }
}

/**
 * Plans what happens to the old object after the new one is complete: it is renamed and loses its assignments, or it is
 * deleted.
 */
export function planReplaced(input: PlanInput, item: SourceItem, { live, old }: Replacement, by: PlanItem): PlanItem {
  const { type } = item
  const { document } = live
  const usedBy = input.usersOf?.(type.key, live.id) ?? []
  const base = {
    type: type.key,
    versionId: '',
    sourceId: '',
    replacedBy: `${by.type}/${by.sourceId}`,
    name: live.name,
    warnings: usedBy.length > 0 ? [words.warnings.stillUses(usedBy)] : [],
    risk: 'high' as const,
    included: true,
    targetId: live.id,
    dependsOn: [`${by.type}/${by.sourceId}`],
    later: [],
    live: document,
    liveFingerprint: live.fingerprint ?? null,
  }
  if (old === 'delete')
    return {
      ...base,
      action: 'delete',
      reason: words.reasons.replacedDeleted,
      steps: deleteSteps(type, document),
      wanted: {},
    }
  const unassigned = { ...document, assignments: [] }
  const named = { ...unassigned, [type.nameProperty]: archivedName(text(document[type.nameProperty]), input.graph.now) }
  const change = (wanted: Json) =>
    updateSteps(type, input.contract, wanted, document, input.graph, { assignments: true })
  const renaming = change(named)
  // A name that can't be changed stays. So does one that could only be sent together with a secret that nobody knows.
  const keepsName = renaming.fixed.length > 0 || hiddenIn({ ...item, missingSecrets: [] }, renaming.steps).length > 0
  const wanted = keepsName ? unassigned : named
  const { steps } = keepsName ? change(unassigned) : renaming
  return {
    ...base,
    action: steps.length === 0 ? 'unchanged' : 'update',
    reason: keepsName ? words.reasons.replacedUnassigned : words.reasons.replacedArchived,
    steps,
    wanted,
  }
}

function archivedName(name: string, now: Date): string {
  const suffix = ` (replaced ${now.toISOString().slice(0, 10)})`
  return `${name.slice(0, longestName - suffix.length)}${suffix}`
}
