import type { PlanOptions } from '#contract/model/plans.ts'
import type { GraphContract } from '../graph-contract/graph-contract.ts'
import { isObject, objects, text, without, type Json } from '../json.ts'
import type { PolicyType, WriteContext } from '../policy-types/policy-type.ts'
import { policyTypeOf } from '../policy-types/registry.ts'
import { maskedPointers } from '../policy-types/building-blocks/secrets.ts'
import { applyMapping, leaveOutPending, resolvePending } from './apply-mapping.ts'
import { findCounterparts, type Counterpart } from './counterparts.ts'
import { createMapping, type Choice, type DirectoryEntry, type MappedReference } from './mapping.ts'
import { inOrder, orderByDependency } from './order.ts'
import { isChangedSince, reachesEverybody, riskOfUpdate, type Risk } from './risk.ts'
import { bodyOf, createStep, deleteSteps, updateSteps } from './write-steps.ts'
import type { WriteStep } from './write-step.ts'

export type PlanAction = 'create' | 'update' | 'recreate' | 'delete' | 'unchanged' | 'skip' | 'blocked' | 'conflict'

/** A captured object that shall be restored. */
export interface SourceItem {
  readonly type: PolicyType
  readonly versionId: string
  readonly sourceId: string
  readonly name: string
  readonly document: Json
  /** Labels of masked secrets whose clear value is not in the store. */
  readonly missingSecrets: readonly string[]
  /** What tells its secrets apart from others, by pointer: they hide behind equal masks. */
  readonly secretPrints?: ReadonlyMap<string, string>
  /** As the restore left it that is to be undone. */
  readonly after?: Json
}

/** An object of the target tenant; the document is there when it may be the counterpart of a source item. */
export interface LiveObject {
  readonly id: string
  readonly name: string
  /** Apps and filters of one name for several platforms are different ones. */
  readonly platform?: string
  readonly odataType: string
  /** What tells it apart where neither id nor name does. */
  readonly identity?: string | null
  readonly meaning?: string
  readonly document?: Json
  readonly fingerprint?: string
  /** Of its latest capture. */
  readonly secretPrints?: ReadonlyMap<string, string>
}

export interface PlanInput {
  readonly items: readonly SourceItem[]
  readonly live: ReadonlyMap<string, readonly LiveObject[]>
  /** Groups and other directory objects of the target, by kind. */
  readonly directory: ReadonlyMap<string, readonly DirectoryEntry[]>
  readonly sourceNames: ReadonlyMap<string, string>
  /** What objects of the source mean, where a name does not say it all. */
  readonly sourceMeanings?: ReadonlyMap<string, string>
  /** Chosen for this plan, by `kind/sourceId`. */
  readonly choices: ReadonlyMap<string, Choice>
  /** Chosen or made earlier between the same two tenants, as far as it is still there. */
  readonly remembered: ReadonlyMap<string, Choice>
  /** Objects of the target that an undo would take away again. */
  readonly deletions?: readonly Deletion[]
  readonly sameTenant: boolean
  readonly options: PlanOptions
  readonly contract: GraphContract
  readonly graph: WriteContext
}

/** An object that an earlier restore made, and that is in the target by its id. */
export interface Deletion {
  readonly type: PolicyType
  readonly id: string
  readonly name: string
  /** Its version from after it was made. */
  readonly versionId: string
  readonly after?: Json
  /** Names of what refers to it and stays. */
  readonly usedBy?: readonly string[]
}

/** What a restore would do with one object. */
export interface PlanItem {
  readonly type: string
  readonly versionId: string
  readonly sourceId: string
  readonly name: string
  readonly action: PlanAction
  readonly reason: string | null
  readonly warnings: readonly string[]
  readonly risk: Risk
  /** Written unless somebody leaves it out; some types are written only when somebody takes them in. */
  readonly included: boolean
  readonly targetId: string | null
  readonly liveFingerprint: string | null
  /** `type/sourceId` of items that are written before this one. */
  readonly dependsOn: readonly string[]
  /** `type/sourceId` of items that refer to each other with this one: it is made without them, and gets them in a second pass. */
  readonly later: readonly string[]
  readonly steps: readonly WriteStep[]
  /** The document with the target's ids; ids of objects that this plan creates are still placeholders. */
  readonly wanted: Json
  readonly live: Json | null
}

export interface Plan {
  readonly items: readonly PlanItem[]
  readonly references: readonly MappedReference[]
}

/**
 * Plans a restore. Pure: reads nothing and writes nothing; the same input gives the same plan.
 * Items come in the order in which they must be written: what others refer to comes first.
 */
export function planRestore(input: PlanInput): Plan {
  const counterparts = new Map([...findCounterparts(input)].map(([item, found]) => [item, asCopy(input, item, found)]))
  const created = new Map<string, string>()
  const matched = new Map<string, string>()
  for (const item of input.items) {
    const found = counterparts.get(item)!
    const key = `${item.type.key}/${item.sourceId}`
    if (found.how === 'found') matched.set(key, found.live.id)
    else if ((found.how === 'none' || found.how === 'copy') && createProblem(input, item) === null)
      created.set(key, item.name)
  }
  const mapping = createMapping({
    sameTenant: input.sameTenant,
    choices: input.choices,
    remembered: input.remembered,
    idOnly: new Set(input.options.assignments === 'source' ? ['groups', 'assignmentFilters'] : []),
    target: targets(input),
    sourceNames: input.sourceNames,
    sourceMeanings: input.sourceMeanings ?? new Map(),
    created,
    matched,
  })
  const items = inOrder(input.items).map((item) => planItem(input, item, counterparts.get(item)!, mapping))
  // What an undo takes away goes last, the newest first: until then something may still refer to it.
  const deletions = (input.deletions ?? []).map((deletion) => planDeletion(input, deletion)).toReversed()
  return {
    items: [...orderByDependency(items).map(settleCircle), ...deletions],
    references: [...mapping.references(), ...ownReferences(counterparts, mapping.references())],
  }
}

/** Items whose counterpart is for a person to say, or was said: the mapping shows them like references of others to them. */
function ownReferences(
  counterparts: ReadonlyMap<SourceItem, Found>,
  references: readonly MappedReference[],
): MappedReference[] {
  const known = new Set(references.map(({ kind, sourceId }) => `${kind}/${sourceId}`))
  return [...counterparts].flatMap(([{ type, sourceId, name }, found]): MappedReference[] => {
    if (known.has(`${type.key}/${sourceId}`)) return []
    const as = (match: MappedReference['match']): MappedReference[] => [{ kind: type.key, sourceId, usedBy: 0, match }]
    if (found.how === 'ambiguous') return as({ how: 'ambiguous', name, candidates: found.candidates })
    if (found.how === 'left-out') return as({ how: 'skipped', name })
    return found.how === 'found' && found.by === 'choice'
      ? as({ how: 'chosen', id: found.live.id, name: found.live.name })
      : []
  })
}

/** A counterpart, or a second object beside one that is there. */
type Found = Counterpart | { readonly how: 'copy'; readonly name: string }

/** Where copies are asked for: foundations are used as they are, and defaults exist once. */
function asCopy(input: PlanInput, item: SourceItem, found: Counterpart): Found {
  const makesCopy =
    input.options.existing === 'copy' &&
    found.how === 'found' &&
    !item.type.foundation &&
    (item.type.identityOf?.(item.document) ?? null) === null
  return makesCopy ? { how: 'copy', name: `${item.name} ${input.options.suffix}` } : found
}

/** An item of a circle is made without the reference; where it cannot be without, the circle has no beginning. */
function settleCircle(item: PlanItem): PlanItem {
  if (item.later.length === 0 || (item.action !== 'create' && item.action !== 'recreate')) return item
  const type = policyTypeOf(item.type)
  const without = leaveOutPending(type, item.wanted, new Set(item.later))
  if (resolvePending(without, new Map()).missing.some((key) => item.later.includes(key))) {
    return {
      ...item,
      action: 'blocked',
      steps: [],
      reason:
        'It and an object that it refers to need each other, so that neither can be made first. Make one of them by hand, then plan again.',
    }
  }
  return item
}

function targets(input: PlanInput): Map<string, readonly DirectoryEntry[]> {
  return new Map([...input.directory, ...[...input.live].map(([key, entries]) => [key, entries] as const)])
}

function createProblem(input: PlanInput, item: SourceItem): string | null {
  const { restore, write } = item.type
  if (restore.how === 'preview-only' || restore.how === 'update-only') return restore.reason
  const blocked = write.blockedCreate?.(item.document)
  if (blocked) return blocked
  const { problems } = bodyOf(item.type, input.contract, item.document)
  if (problems.length > 0) return `It cannot be written as it is: ${problems.slice(0, 3).join(' ')}`
  if (!text(item.document[item.type.nameProperty])) return 'The object has no name; Graph requires one.'
  return null
}

function planItem(
  input: PlanInput,
  item: SourceItem,
  found: Found,
  mapping: ReturnType<typeof createMapping>,
): PlanItem {
  const { type } = item
  const assignments = input.options.assignments !== 'none'
  const source =
    input.options.scopeTags === 'none' && type.scopeTagProperty
      ? without(item.document, [type.scopeTagProperty])
      : item.document
  const mapped = applyMapping(
    type,
    found.how === 'copy' ? { ...source, [type.nameProperty]: found.name } : source,
    mapping,
    { assignments, sameTenant: input.sameTenant },
  )
  const { unknown, problems } = bodyOf(type, input.contract, item.document)
  const warnings = [
    ...mapped.warnings,
    ...unknown.map((path) => `The property ${path} is unknown to Graph and is not written.`),
    ...(type.write.warnings?.(item.document) ?? []),
  ]
  const base = {
    type: type.key,
    versionId: item.versionId,
    sourceId: item.sourceId,
    name: found.how === 'copy' ? found.name : item.name,
    warnings,
    later: [],
    dependsOn: mapped.dependsOn,
    wanted: mapped.document,
    live: null,
    targetId: null,
    liveFingerprint: null,
    steps: [],
    risk: 'low' as Risk,
    included: true,
  }
  const stopped = (action: PlanAction, reason: string): PlanItem => ({ ...base, action, reason })
  if (found.how === 'left-out') return stopped('skip', 'Left out as chosen.')
  if (found.how === 'ambiguous')
    return stopped(
      'blocked',
      found.because ?? `${found.count} objects are called "${item.name}". Choose one in the mapping.`,
    )

  if (found.how === 'copy' && (input.live.get(type.key) ?? []).some((entry) => entry.name === found.name)) {
    return stopped(
      'blocked',
      `An object called "${found.name}" is there already. Choose another ending for the names of copies.`,
    )
  }
  if (found.how === 'none' || found.how === 'copy') {
    if (type.asksByName && (input.directory.get(type.key) ?? []).some((entry) => entry.name === item.name))
      return stopped('blocked', `"${item.name}" is in the tenant already. Choose it in the mapping.`)
    const problem = createProblem(input, item) ?? (mapped.blocked.join(' ') || null)
    if (problem) return stopped('blocked', problem)
    if (item.missingSecrets.length > 0) return stopped('blocked', secretSentence(item.missingSecrets))
    const hidden = hiddenIn(item, [createStep(type, input.contract, mapped.document, input.graph)])
    if (hidden.length > 0) return stopped('blocked', secretSentence(hidden))
    const made = type.write.onCreate?.(mapped.document) ?? { wanted: mapped.document, warnings: [] }
    const optIn = type.write.optIn?.(made.wanted, null) ?? null
    const create = createStep(type, input.contract, made.wanted, input.graph)
    const after = updateSteps(type, input.contract, made.wanted, justCreated(type, made.wanted), input.graph, {
      assignments,
    })
    return {
      ...base,
      ...asAsked(optIn, [...warnings, ...made.warnings]),
      wanted: made.wanted,
      action: input.sameTenant && found.how === 'none' ? 'recreate' : 'create',
      reason:
        found.how === 'copy'
          ? 'A second object beside the one that is there.'
          : input.sameTenant
            ? 'It is no longer in the tenant. It gets a new ID.'
            : null,
      steps: [create, ...after.steps],
      risk:
        optIn !== null || mapped.widens || reachesEverybody(made.wanted)
          ? 'high'
          : objects(made.wanted['assignments']).length > 0
            ? 'medium'
            : 'low',
    }
  }

  const live = found.live.document
  if (!live) return stopped('blocked', 'The object in the tenant could not be read.')
  // One of Microsoft's own, or of another template, only has the same name.
  if (found.by === 'name' && type.kindOf(live) !== type.kindOf(item.document))
    return stopped(
      'blocked',
      `"${found.live.name}" in the tenant is another kind: ${type.kindOf(live)}, not ${type.kindOf(item.document)}. Choose in the mapping.`,
    )
  // What is not restored stays as it is: the preview shows it unchanged.
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
    ? 'Somebody changed it after the restore, and that change would go too: it is written only when you take it in here.'
    : (type.write.optIn?.(wanted, live) ?? null)
  return {
    ...against,
    ...asAsked(optIn, [...(kept === null ? [] : [kept]), ...warnings, ...lostAssignments(wanted, live, steps)]),
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

/** Taking an object away is never included by itself. */
function planDeletion(input: PlanInput, { type, id, name, versionId, after, usedBy = [] }: Deletion): PlanItem {
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
    reason: 'The restore made it. It is deleted only when you take it in here.',
    steps: deleteSteps(type, live.document),
  }
}

/** Whether an item is written without being asked for, and the warning that says why not. */
const asAsked = (
  optIn: string | null,
  warnings: readonly string[],
): { included: boolean; warnings: readonly string[] } =>
  optIn === null ? { included: true, warnings } : { included: false, warnings: [optIn, ...warnings] }

/** Top-level properties that hold a secret which is known to differ on the two sides. */
export function changedSecrets(
  wanted: ReadonlyMap<string, string> | undefined,
  live: ReadonlyMap<string, string> | undefined,
): string[] {
  const differing = [...(wanted ?? [])].filter(([pointer, print]) => live?.has(pointer) && live.get(pointer) !== print)
  return [...new Set(differing.map(([pointer]) => pointer.split('/')[1] ?? ''))]
}

/** What the tenant holds right after the create: the body, but none of what is written below the object. */
function justCreated(type: PolicyType, wanted: Json): Json {
  const expanded = (type.capture.byId?.expand ?? '')
    .replaceAll(/\([^)]*\)/g, '')
    .split(',')
    .map((name) => name.split('/').at(-1)!)
  const below = [...type.capture.parts.map((part) => part.property), ...expanded, 'assignments'].filter(
    (name) => name in wanted && !type.write.inline.includes(name),
  )
  return {
    ...(type.write.created?.(wanted) ?? wanted),
    ...Object.fromEntries(below.map((name) => [name, Array.isArray(wanted[name]) ? [] : null])),
  }
}

const secretSentence = (labels: readonly string[]): string =>
  `The backup does not hold the secret value${labels.length > 1 ? 's' : ''} of ${labels.map((entry) => `"${entry}"`).join(', ')}. A masked value is never written.`

/** Values that requests would carry hidden, because the store does not have them: by their label, else by their path. */
function hiddenIn(item: SourceItem, steps: readonly WriteStep[]): string[] {
  const hidden = steps
    .flatMap((step) => maskedPointers(step.body))
    .filter((pointer) => !item.secretPrints?.has(pointer))
  return hidden.length > 0 && item.missingSecrets.length > 0
    ? [...item.missingSecrets]
    : [...new Set(hidden.map((pointer) => pointer.slice(1)))]
}

/** A token of the service stands for a secret that only its own tenant knows (types.json quirk). */
const writesToken = (step: WriteStep): boolean => JSON.stringify(step.body ?? null).includes('"encryptedValueToken"')

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

export type PlanSummary = Readonly<Record<PlanAction, number>>

/** How many items have each action. */
export function summarise(items: readonly { readonly action: PlanAction }[]): PlanSummary {
  const summary = { create: 0, update: 0, recreate: 0, delete: 0, unchanged: 0, skip: 0, blocked: 0, conflict: 0 }
  for (const { action } of items) summary[action] += 1
  return summary
}
