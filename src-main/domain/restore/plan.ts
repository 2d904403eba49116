import type { GraphContract } from '../graph-contract/graph-contract.ts'
import { graphTypeOf } from '../graph-contract/graph-contract.ts'
import { isObject, objects, text, type Json } from '../json.ts'
import type { PolicyType, WriteContext } from '../policy-types/policy-type.ts'
import { applyMapping } from './apply-mapping.ts'
import { createMapping, type DirectoryEntry, type MappedReference } from './mapping.ts'
import { bodyOf, createStep, updateSteps } from './write-steps.ts'
import type { WriteStep } from './write-step.ts'

export type PlanAction = 'create' | 'update' | 'recreate' | 'unchanged' | 'skip' | 'blocked' | 'conflict'
export type Risk = 'low' | 'medium' | 'high'

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
}

/** An object of the target tenant; the document is there when it may be the counterpart of a source item. */
export interface LiveObject {
  readonly id: string
  readonly name: string
  readonly odataType: string
  /** What tells it apart where neither id nor name does. */
  readonly identity?: string | null
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
  readonly choices: ReadonlyMap<string, string | null>
  readonly sameTenant: boolean
  readonly assignments: boolean
  readonly contract: GraphContract
  readonly graph: WriteContext
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
  readonly dependsOn: readonly string[]
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
  const counterparts = new Map(input.items.map((item) => [item, findCounterpart(input, item)]))
  const created = new Map<string, string>()
  const matched = new Map<string, string>()
  for (const item of input.items) {
    const found = counterparts.get(item)!
    const key = `${item.type.key}/${item.sourceId}`
    if (found.how === 'found') matched.set(key, found.live.id)
    else if (found.how === 'none' && createProblem(input, item) === null) created.set(key, item.name)
  }
  const mapping = createMapping({
    sameTenant: input.sameTenant,
    choices: input.choices,
    target: targets(input),
    sourceNames: input.sourceNames,
    created,
    matched,
  })
  const items = inOrder(input.items).map((item) => planItem(input, item, counterparts.get(item)!, mapping))
  return { items: orderByDependency(items), references: mapping.references() }
}

type Counterpart =
  | { readonly how: 'found'; readonly live: LiveObject; readonly by: 'id' | 'identity' | 'name' | 'choice' }
  | { readonly how: 'none' }
  | { readonly how: 'ambiguous'; readonly count: number }
  | { readonly how: 'left-out' }

function findCounterpart(input: PlanInput, item: SourceItem): Counterpart {
  const live = input.live.get(item.type.key) ?? []
  const choice = input.choices.get(`${item.type.key}/${item.sourceId}`)
  if (choice === null) return { how: 'left-out' }
  if (choice !== undefined) {
    const chosen = live.find((entry) => entry.id === choice)
    if (chosen) return { how: 'found', live: chosen, by: 'choice' }
  }
  const byId = meansTheSame(input, item.sourceId) ? live.find((entry) => entry.id === item.sourceId) : undefined
  if (byId) return { how: 'found', live: byId, by: 'id' }
  const identity = item.type.identityOf?.(item.document) ?? null
  if (identity !== null) {
    const same = live.filter((entry) => entry.identity === identity)
    return same.length === 1 ? { how: 'found', live: same[0]!, by: 'identity' } : same.length > 1 ? { how: 'ambiguous', count: same.length } : { how: 'none' }
  }
  const type = graphTypeOf(item.document, item.type.rootType)
  const named = live.filter((entry) => entry.name === item.name && entry.odataType === type)
  // An object that belongs to another item, by its own id or by choice, is not the counterpart of one with the same name.
  const isTaken = (entry: LiveObject) => input.items.some((other) => other !== item && other.type === item.type
    && ((other.sourceId === entry.id && meansTheSame(input, entry.id)) || input.choices.get(`${other.type.key}/${other.sourceId}`) === entry.id))
  const free = named.filter((entry) => !isTaken(entry))
  if (free.length === 1 && sameNamed(input, item) === 1) return { how: 'found', live: free[0]!, by: 'name' }
  if (free.length > 0) return { how: 'ambiguous', count: Math.max(free.length, sameNamed(input, item)) }
  return { how: 'none' }
}

/** Whether an id of the source names the same object in the target: scope tags count from 0 in every tenant. */
const meansTheSame = (input: PlanInput, id: string): boolean => input.sameTenant || id.length > 8

/** Items of the source that share type and name: a match by name would be a guess. */
const sameNamed = (input: PlanInput, item: SourceItem): number =>
  input.items.filter((other) => other.type === item.type && other.name === item.name
    && graphTypeOf(other.document, other.type.rootType) === graphTypeOf(item.document, item.type.rootType)).length

function targets(input: PlanInput): Map<string, readonly DirectoryEntry[]> {
  return new Map([...input.directory, ...[...input.live].map(([key, entries]) => [key, entries] as const)])
}

function createProblem(input: PlanInput, item: SourceItem): string | null {
  const { restore, write } = item.type
  if (restore.how === 'preview-only' || restore.how === 'update-only') return restore.reason
  const blocked = write.blockedCreate?.(item.document) ?? write.assignmentsOnly?.(item.document)
  if (blocked) return blocked
  const { problems } = bodyOf(item.type, input.contract, item.document)
  if (problems.length > 0) return `Graph would refuse it: ${problems.slice(0, 3).join(' ')}`
  if (!text(item.document[item.type.nameProperty])) return 'The object has no name; Graph requires one.'
  return null
}

function planItem(input: PlanInput, item: SourceItem, found: Counterpart, mapping: ReturnType<typeof createMapping>): PlanItem {
  const { type } = item
  const mapped = applyMapping(type, item.document, mapping, { assignments: input.assignments })
  const { unknown, problems } = bodyOf(type, input.contract, item.document)
  const warnings = [...mapped.warnings, ...unknown.map((path) => `The property ${path} is unknown to Graph and is not written.`), ...type.write.warnings?.(item.document) ?? []]
  const base = {
    type: type.key,
    versionId: item.versionId,
    sourceId: item.sourceId,
    name: item.name,
    warnings,
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
  if (found.how === 'ambiguous') return stopped('blocked', `${found.count} objects are called "${item.name}". Choose one in the mapping.`)

  if (found.how === 'none') {
    const problem = createProblem(input, item) ?? (mapped.blocked.join(' ') || null)
    if (problem) return stopped('blocked', problem)
    if (item.missingSecrets.length > 0) return stopped('blocked', secretSentence(item.missingSecrets))
    const made = type.write.onCreate?.(mapped.document) ?? { wanted: mapped.document, warnings: [] }
    const optIn = type.write.optIn?.(made.wanted, null) ?? null
    const create = createStep(type, input.contract, made.wanted, input.graph)
    const after = updateSteps(type, input.contract, made.wanted, justCreated(type, made.wanted), input.graph, { assignments: input.assignments })
    return {
      ...base,
      ...asAsked(optIn, [...warnings, ...made.warnings]),
      wanted: made.wanted,
      action: input.sameTenant ? 'recreate' : 'create',
      reason: input.sameTenant ? 'It is no longer in the tenant. It gets a new ID.' : null,
      steps: [create, ...after.steps],
      risk: optIn !== null || reachesEverybody(made.wanted) ? 'high' : objects(made.wanted['assignments']).length > 0 ? 'medium' : 'low',
    }
  }

  const live = found.live.document
  if (!live) return stopped('blocked', 'The object in the tenant could not be read.')
  // What is not restored stays as it is: the preview shows it unchanged.
  const wanted = input.assignments && 'assignments' in item.document ? mapped.document : { ...mapped.document, assignments: live['assignments'] ?? [] }
  const against = { ...base, wanted, targetId: found.live.id, live, liveFingerprint: found.live.fingerprint ?? null }
  const rewrite = changedSecrets(item.secretPrints, found.live.secretPrints)
  const { steps, fixed } = updateSteps(type, input.contract, wanted, live, input.graph, { assignments: input.assignments, rewrite })
  if (mapped.blocked.length > 0) return { ...against, action: 'blocked', reason: mapped.blocked.join(' ') }
  if (fixed.length > 0) return { ...against, action: 'blocked', reason: `${fixed.join(', ')} cannot be changed after creation, and it differs.` }
  if (steps.length === 0) return { ...against, action: 'unchanged', reason: null }
  const cannot = (type.restore.how === 'preview-only' ? type.restore.reason : null) ?? type.write.blockedUpdate?.(item.document)
    ?? (problems.length > 0 ? `Graph would refuse it: ${problems.slice(0, 3).join(' ')}` : null)
  if (cannot) return { ...against, action: 'blocked', reason: cannot }
  if (item.missingSecrets.length > 0 && steps.some(writesMasked)) return { ...against, action: 'blocked', reason: secretSentence(item.missingSecrets) }
  const optIn = type.write.optIn?.(wanted, live) ?? null
  return {
    ...against,
    ...asAsked(optIn, [...warnings, ...lostAssignments(wanted, live, steps)]),
    action: 'update',
    reason: found.by === 'name' ? 'Matched by its name.' : found.by === 'identity' ? 'Every tenant has one of its own.' : rewrite.length > 0 ? 'A secret behind the mask is another one.' : null,
    steps,
    risk: optIn === null ? riskOfUpdate(wanted, live, steps) : 'high',
  }
}

/** Whether an item is written without being asked for, and the warning that says why not. */
const asAsked = (optIn: string | null, warnings: readonly string[]): { included: boolean; warnings: readonly string[] } =>
  (optIn === null ? { included: true, warnings } : { included: false, warnings: [optIn, ...warnings] })

/** Top-level properties that hold a secret which is known to differ on the two sides. */
export function changedSecrets(wanted: ReadonlyMap<string, string> | undefined, live: ReadonlyMap<string, string> | undefined): string[] {
  const differing = [...wanted ?? []].filter(([pointer, print]) => live?.has(pointer) && live.get(pointer) !== print)
  return [...new Set(differing.map(([pointer]) => pointer.split('/')[1] ?? ''))]
}

/** What the tenant holds right after the create: the body, but none of what is written below the object. */
function justCreated(type: PolicyType, wanted: Json): Json {
  const expanded = (type.capture.byId?.expand ?? '').replaceAll(/\([^)]*\)/g, '').split(',').map((name) => name.split('/').at(-1)!)
  const below = [...type.capture.parts.map((part) => part.property), ...expanded, 'assignments'].filter((name) => name in wanted && !type.write.inline.includes(name))
  return { ...(type.write.created?.(wanted) ?? wanted), ...Object.fromEntries(below.map((name) => [name, Array.isArray(wanted[name]) ? [] : null])) }
}

const secretSentence = (labels: readonly string[]): string =>
  `The backup does not hold the secret value${labels.length > 1 ? 's' : ''} of ${labels.map((entry) => `"${entry}"`).join(', ')}. A masked value is never written.`

const writesMasked = (step: WriteStep): boolean => JSON.stringify(step.body ?? null).includes('"****"')

const isVirtual = (assignment: Json): boolean => isObject(assignment['target']) && /all(LicensedUsers|Devices)AssignmentTarget$/.test(text(assignment['target']['@odata.type']))
const reachesEverybody = (document: Json): boolean => objects(document['assignments']).some(isVirtual)

function riskOfUpdate(wanted: Json, live: Json, steps: readonly WriteStep[]): Risk {
  const assigns = steps.some((step) => step.path.includes('/assign'))
  if (assigns && reachesEverybody(wanted) && !reachesEverybody(live)) return 'high'
  if (assigns) return 'medium'
  return objects(live['assignments']).length > 0 ? 'medium' : 'low'
}

function lostAssignments(wanted: Json, live: Json, steps: readonly WriteStep[]): string[] {
  if (!steps.some((step) => step.path.includes('/assign'))) return []
  const groups = (document: Json) => new Set(objects(document['assignments']).map(({ target }) => (isObject(target) ? text(target['groupId']) || text(target['@odata.type']) : '')))
  const kept = groups(wanted)
  const lost = [...groups(live)].filter((id) => !kept.has(id)).length
  return lost > 0 ? [`${lost} assignment${lost === 1 ? '' : 's'} that the tenant has now ${lost === 1 ? 'is' : 'are'} removed.`] : []
}

const inOrder = (items: readonly SourceItem[]): SourceItem[] =>
  items.toSorted((left, right) => left.type.phase - right.type.phase || compareText(left.type.key, right.type.key) || rank(left) - rank(right) || compareText(left.name, right.name) || compareText(left.sourceId, right.sourceId))

const rank = (item: SourceItem): number => item.type.write.orderOf?.(item.document) ?? 0

const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

/** Puts what an item depends on before it; a cycle keeps the order of phases. */
function orderByDependency(items: readonly PlanItem[]): PlanItem[] {
  const byKey = new Map(items.map((item) => [`${item.type}/${item.sourceId}`, item]))
  const done = new Set<PlanItem>()
  const open = new Set<PlanItem>()
  const ordered: PlanItem[] = []
  function visit(item: PlanItem): void {
    if (done.has(item) || open.has(item)) return
    open.add(item)
    for (const key of item.dependsOn) {
      const other = byKey.get(key)
      if (other) visit(other)
    }
    open.delete(item)
    done.add(item)
    ordered.push(item)
  }
  for (const item of items) visit(item)
  return ordered
}

export type PlanSummary = Readonly<Record<PlanAction, number>>

/** How many items have each action. */
export function summarise(items: readonly { readonly action: PlanAction }[]): PlanSummary {
  const summary = { create: 0, update: 0, recreate: 0, unchanged: 0, skip: 0, blocked: 0, conflict: 0 }
  for (const { action } of items) summary[action] += 1
  return summary
}
