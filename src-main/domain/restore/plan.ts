import { edgesOf } from '../dependencies/edges.ts'
import { assignmentKinds } from '../policy-types/building-blocks/assignments.ts'
import { byReference, referenceKey } from '../references/id-key.ts'
import { policyTypeOf } from '../policy-types/registry.ts'
import { leaveOutPending, resolvePending } from './apply-mapping.ts'
import { asReplacement, planReplaced, standIns } from './plan-replacement.ts'
import { apart, findCounterparts, type Counterpart } from './counterparts.ts'
import { createChoice, createMapping, type DirectoryEntry, type MappedReference } from './mapping.ts'
import { inOrder, orderByDependency } from './order.ts'
import { createProblem } from './plan-create.ts'
import { planDeletion } from './plan-deletion.ts'
import { planItem, type Found } from './plan-item.ts'
import type { Plan, PlanAction, PlanInput, PlanItem, PlanSummary, Replacement, SourceItem } from './plan-types.ts'
import { words } from './words.ts'

export { changedSecrets } from './plan-secrets.ts'
export type * from './plan-types.ts'

/**
 * Plans a restore. Pure: reads nothing and writes nothing; the same input gives the same plan.
 * Items come in the order in which they must be written: what others refer to comes first.
 */
export function planRestore(given: PlanInput): Plan {
  const steps = planSteps(given)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** The same with a pause after each item, because a plan of a whole tenant takes more than a second. */
export function* planSteps(given: PlanInput): Generator<void, Plan> {
  const input: PlanInput = {
    ...given,
    choices: byReference(given.choices),
    remembered: byReference(given.remembered),
  }
  const isReferredTo = referredIn(input)
  const judged = new Map<SourceItem, Found>()
  for (const [item, found] of findCounterparts(input)) {
    judged.set(
      item,
      found.how === 'left-out'
        ? found
        : (unlistedFor(input, item) ??
            (found.how === 'none' && isUnchosen(input, item) && isReferredTo(item)
              ? { how: 'unchosen' }
              : asCopy(input, item, asReplacement(input, item, found)))),
    )
    yield
  }
  const counterparts: ReadonlyMap<SourceItem, Found> = apart(judged)
  const created = new Map<string, { name: string; sourceId: string }>()
  const matched = new Map<string, string>()
  for (const item of input.items) {
    const found = counterparts.get(item)!
    const key = `${item.type.key}/${item.sourceId}`
    if (found.how === 'found') matched.set(key, found.live.id)
    else if (makesOne(found) && createProblem(input, item) === null)
      created.set(key, { name: item.name, sourceId: item.sourceId })
  }
  // In place of what can't be changed: what this plan creates, or what an earlier restore did.
  const instead = new Map<string, string | null>()
  for (const [item, found] of counterparts) {
    const key = `${item.type.key}/${item.sourceId}`
    if (found.how === 'replace') instead.set(key, null)
    else if (found.how === 'found' && found.by === 'choice' && isReplaced(input, item, found.live.id))
      instead.set(key, found.live.id)
  }
  const mapping = createMapping({
    instead,
    standIns: standIns(input),
    sameTenant: input.sameTenant,
    choices: input.choices,
    remembered: input.remembered,
    idOnly: new Set(input.options.assignments === 'source' ? [assignmentKinds.group, assignmentKinds.filter] : []),
    target: targets(input),
    unlisted: input.unlisted ?? new Map(),
    sourceNames: input.sourceNames,
    sourceMeanings: input.sourceMeanings ?? new Map(),
    created,
    matched,
  })
  const items: PlanItem[] = []
  for (const item of inOrder(input.items)) {
    items.push(planItem(input, item, counterparts.get(item)!, mapping))
    yield
  }
  const written = blockDependents(orderByDependency(items).map(settleCircle))
  // What is replaced stays until its replacement is complete, and until everything else refers to that.
  const replaced = [...counterparts].flatMap(([item, found]): PlanItem[] => {
    const old = found.how === 'replace' ? found.live : found.how === 'found' ? found.old : undefined
    if (!old) return []
    const by = written.find(({ type, sourceId }) => type === item.type.key && sourceId === item.sourceId)
    const follows = by !== undefined && by.action !== 'blocked' && by.action !== 'skip'
    return follows ? [planReplaced(input, item, old, by, written)] : []
  })
  // An undo deletes last, the newest object first: until then something may still refer to it.
  const deletions = (input.deletions ?? []).map((deletion) => planDeletion(input, deletion)).toReversed()
  return {
    items: [...written, ...replaced, ...deletions],
    references: [...mapping.references(), ...ownReferences(counterparts, mapping.references())],
  }
}

/** Items whose counterpart a person chooses or chose: the mapping shows them like references to them. */
function ownReferences(
  counterparts: ReadonlyMap<SourceItem, Found>,
  references: readonly MappedReference[],
): MappedReference[] {
  const known = new Set(references.map(({ kind, sourceId }) => referenceKey(kind, sourceId)))
  return [...counterparts].flatMap(([{ type, sourceId, name }, found]): MappedReference[] => {
    if (known.has(referenceKey(type.key, sourceId))) return []
    const as = (match: MappedReference['match']): MappedReference[] => [
      { kind: type.key, sourceId, usedBy: 0, match, sourceName: name },
    ]
    if (found.how === 'ambiguous') return as({ how: 'ambiguous', name, candidates: found.candidates })
    if (found.how === 'left-out') return as({ how: 'skipped', name })
    if (found.how === 'other-kind' && found.by === 'choice')
      return as({ how: 'ambiguous', name, candidates: [found.live] })
    return found.how === 'found' && found.by === 'choice'
      ? as({ how: 'chosen', id: found.live.id, name: found.live.name })
      : []
  })
}

/** Whether an earlier restore made an object in place of what an item stands for. */
const isReplaced = ({ replaced = [] }: PlanInput, { type, sourceId }: SourceItem, newId: string): boolean =>
  replaced.some(
    (entry) => entry.newId === newId && referenceKey(entry.kind, entry.sourceId) === referenceKey(type.key, sourceId),
  )

const makesOne = ({ how }: Found): boolean => how === 'none' || how === 'copy' || how === 'replace'

/** Makes a copy where the options ask for copies. Foundations are used as they are, and defaults exist once. */
function asCopy(input: PlanInput, item: SourceItem, found: Counterpart | Replacement): Found {
  const makesCopy =
    input.options.existing === 'copy' &&
    (found.how === 'found' || (found.how === 'other-kind' && found.by === 'name')) &&
    !item.type.foundation &&
    (item.type.identityOf?.(item.document) ?? null) === null
  return makesCopy ? { how: 'copy', name: `${item.name} ${input.options.suffix}` } : found
}

/** An item can't be planned if the list of its own type couldn't be read. What it refers to is the mapping's business. */
function unlistedFor({ unlisted }: PlanInput, { type }: SourceItem): Found | null {
  const reason = unlisted?.get(type.key)
  return reason === undefined ? null : { how: 'unlisted', reason }
}

/** A group isn't made only because it is in the backup: others may be meant to use one that the target has. */
const isUnchosen = ({ choices }: PlanInput, { type, sourceId }: SourceItem): boolean =>
  type.askedById !== undefined && choices.get(referenceKey(type.key, sourceId)) !== createChoice

/** Whether another item refers to an item. */
function referredIn({ items }: PlanInput): (item: SourceItem) => boolean {
  let referred: ReadonlySet<string> | undefined
  return ({ type, sourceId }) =>
    (referred ??= new Set(
      items.flatMap((item) =>
        edgesOf(item.type, item.document).map(({ kind, targetId }) => referenceKey(kind, targetId)),
      ),
    )).has(referenceKey(type.key, sourceId))
}

/** An item of a circle is created without the reference. Where the reference is required, the circle is blocked. */
function settleCircle(item: PlanItem): PlanItem {
  if (item.later.length === 0 || (item.action !== 'create' && item.action !== 'recreate')) return item
  const type = policyTypeOf(item.type)
  const without = leaveOutPending(type, item.wanted, new Set(item.later))
  if (resolvePending(without, new Map()).missing.some((key) => item.later.includes(key))) {
    return {
      ...item,
      action: 'blocked',
      steps: [],
      reason: words.reasons.circle,
    }
  }
  return item
}

/** What needs an object that can't be written can't be written either. */
function blockDependents(items: readonly PlanItem[]): PlanItem[] {
  const blocked = new Map<string, string>()
  return items.map((item) => {
    const needs = isWritten(item) ? item.dependsOn.flatMap((key) => blocked.get(key) ?? []) : []
    if (item.action === 'blocked' || needs.length > 0) blocked.set(`${item.type}/${item.sourceId}`, item.name)
    return needs.length === 0 ? item : { ...item, action: 'blocked', steps: [], reason: words.reasons.needs(needs) }
  })
}

const isWritten = ({ action }: PlanItem): boolean => action === 'create' || action === 'recreate' || action === 'update'

function targets(input: PlanInput): Map<string, readonly DirectoryEntry[]> {
  return new Map([...input.directory, ...[...input.live].map(([key, entries]) => [key, entries] as const)])
}

/** How many items have each action. */
export function summarise(items: readonly { readonly action: PlanAction }[]): PlanSummary {
  const summary = { create: 0, update: 0, recreate: 0, delete: 0, unchanged: 0, skip: 0, blocked: 0, conflict: 0 }
  for (const { action } of items) summary[action] += 1
  return summary
}
