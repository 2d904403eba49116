import { Failure } from '#contract/errors.ts'
import type { ItemState } from '#contract/model/run-states.ts'
import { text, without, type Json } from '#domain/json.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { leaveOutPending, resolvePending } from '#domain/restore/apply-mapping.ts'
import { changedSecrets } from '#domain/restore/plan.ts'
import { createLister, listByName } from '../capture/list-objects.ts'
import { readDocument } from '../capture/read-documents.ts'
import { readSecrets } from '../capture/secrets.ts'
import type { GraphReader, GraphWriter } from '../ports/graph.ts'
import type { ItemChange, NewItem, RunItemRow } from '../ports/runs.ts'
import type { PlanRow, StoredPlanItem } from '../ports/plans.ts'
import type { RunContext } from '../runs/run-context.ts'
import { pendingApproval } from './approval.ts'
import { deleteItem } from './delete-item.ts'
import type { Journal } from './journal.ts'
import { ownWritesOf, type OwnWrites, withOwnWrites, withoutOwnWrites } from './own-writes.ts'
import { optionsOf } from './plan-input.ts'
import { restoreItem, type ItemOutcome, type ItemTools } from './restore-item.ts'
import { openSecrets, printsOf, type SecretPrints } from './secret-prints.ts'

type PlanHead = Omit<StoredPlanItem, 'wanted' | 'live' | 'steps'>

/** Where a plan is carried out: in the tenant, or in a simulated copy of it. */
export interface Stage {
  readonly reader: GraphReader
  readonly writer: GraphWriter
  readonly journal: Journal
  /** Stops where the tenant changed after the preview; a copy is what the preview saw. */
  readonly guardsConflicts: boolean
}

/** Times that a run goes over items whose answers were lost, and the pause after the first time. */
const passes = 5
const firstPauseMs = 2_000

/** Items that a run goes on with by itself; failed and waiting ones are for a person. */
const isOpen = (state: ItemState): boolean => state === 'pending' || state === 'unknown'

/** Objects restored at a time: more would only wait for the writes that Graph allows. */
const width = 4

/** Adds the items of a plan to a run; those that the plan does not write get their outcome at once. */
export async function openItems(context: RunContext, planId: string): Promise<readonly PlanHead[]> {
  const heads = await context.ports.store.plans.items(planId)
  await context.addItems(heads.map(newItem))
  await settlePlanned(context, heads)
  return heads
}

/** Carries a plan out, item by item in the plan's order: what others refer to is written first. */
export async function carryOut(
  context: RunContext,
  plan: PlanRow,
  heads: readonly PlanHead[],
  stage: Stage,
): Promise<void> {
  const targets = await context.ports.store.plans.targets(plan.id)
  const lister = createLister(stage.reader)
  const work: Work = {
    ...stage,
    context,
    targets,
    planId: plan.id,
    listing: (type, name) => (type.asksByName ? listByName(stage.reader, type, name) : lister(type)),
    assignments: optionsOf(plan.input).assignments !== 'none',
    sameTenant: text(plan.input['sourceTenantId']) === context.run.tenantId,
  }
  for (let pass = 1; pass <= passes; pass += 1) {
    await onePass(work, heads, pass === passes)
    // What waited for an item behind it has its turn at once.
    if ((await context.items()).some((item) => item.state === 'pending')) await onePass(work, heads, pass === passes)
    if (!(await context.items()).some((item) => isOpen(item.state))) break
    // Some answers were lost. What was carried out shows within this time; then each is looked for, and made if it is not there.
    if (pass < passes) await context.ports.clock.sleep(firstPauseMs * 2 ** (pass - 1), context.signal)
  }
}

/** Goes over the open items in the plan's order, some at a time; what an item refers to is finished before it starts. */
async function onePass(work: Work, heads: readonly PlanHead[], last: boolean): Promise<void> {
  const inFlight = new Map<PlanHead, Promise<void>>()
  const failures: unknown[] = []
  const isHeldUp = (head: PlanHead) =>
    inFlight.size >= width || [...inFlight.keys()].some((other) => goesBefore(other, head))
  for (const head of heads) {
    while (isHeldUp(head) && failures.length === 0) await Promise.race(inFlight.values())
    if (failures.length > 0) break
    await work.context.checkCancelled().catch((error: unknown) => failures.push(error))
    const items = await work.context.items()
    const item = items.find((entry) => entry.key === String(head.seq))
    if (failures.length > 0 || !item || !isOpen(item.state)) continue
    const one = carryOutOne(work, head, item, items, last)
      .catch((error: unknown) => void failures.push(error))
      .finally(() => inFlight.delete(head))
    inFlight.set(head, one)
  }
  // Items in flight are finished whatever happened to another one.
  await Promise.all(inFlight.values())
  if (failures.length > 0) throw failures[0]
}

/**
 * Objects of one name are told apart by what was made before, some types get a rank by being made, and what is
 * deleted may still be referred to: those never at the same time.
 */
const goesBefore = (other: PlanHead, head: PlanHead): boolean =>
  head.dependsOn.includes(`${other.type}/${other.sourceId}`) ||
  head.action === 'delete' ||
  (other.type === head.type && (other.name === head.name || policyTypeOf(head.type).write.rank !== undefined))

interface Work extends Stage {
  readonly context: RunContext
  readonly listing: ItemTools['listing']
  readonly planId: string
  readonly assignments: boolean
  readonly sameTenant: boolean
  readonly targets: Readonly<Record<string, readonly { readonly id: string }[]>>
}

const newItem = (head: PlanHead): NewItem => ({
  key: String(head.seq),
  type: head.type,
  name: head.name,
  detail: { action: head.action, sourceId: head.sourceId },
})

async function settlePlanned(context: RunContext, heads: readonly PlanHead[]): Promise<void> {
  const bySeq = new Map(heads.map((head) => [String(head.seq), head]))
  const changes = (await context.items()).flatMap((item): { id: string; change: ItemChange }[] => {
    const head = bySeq.get(item.key)
    if (!head || item.state !== 'pending') return []
    if (head.action === 'unchanged') {
      return [
        {
          id: item.id,
          change: {
            state: 'unchanged',
            note: 'At the preview the tenant held it already',
            detail: { ...item.detail, targetId: head.targetId },
          },
        },
      ]
    }
    if (!head.included || head.action === 'skip')
      return [
        {
          id: item.id,
          change: {
            state: 'skipped',
            note: head.action === 'skip' ? (head.reason ?? 'Left out in the preview') : 'Left out in the preview',
            detail: { ...item.detail, targetId: head.targetId },
          },
        },
      ]
    if (head.action === 'blocked' || head.action === 'conflict')
      return [{ id: item.id, change: { state: 'blocked', note: head.reason } }]
    return []
  })
  await context.updateItems(changes)
}

async function carryOutOne(
  work: Work,
  head: PlanHead,
  item: RunItemRow,
  items: readonly RunItemRow[],
  last: boolean,
): Promise<void> {
  const { context } = work
  const { store, clock, vault } = context.ports
  const stored = await store.plans.item(work.planId, head.seq)
  if (!stored) throw new Failure('damaged', 'The plan misses an item.')
  const type = policyTypeOf(head.type)
  const keyOf = (entry: RunItemRow) => `${entry.type}/${text(entry.detail['sourceId'])}`
  const made = new Map(
    items.flatMap((entry) =>
      typeof entry.detail['targetId'] === 'string' ? [[keyOf(entry), entry.detail['targetId']] as const] : [],
    ),
  )
  const resolved = resolvePending(stored.wanted, made)
  const time = () => clock.now().toISOString()
  // Where two refer to each other, this one is made without the reference and gets it once the other is there.
  const waitsFor = resolved.missing.filter((key) => head.later.includes(key))
  const missing = resolved.missing.filter((key) => !head.later.includes(key))
  if (missing.length > 0) {
    const needed = missing.map((key) => items.find((entry) => keyOf(entry) === key) ?? key)
    // What it needs may still come: its turn is in the next pass.
    if (!last && needed.some((entry) => typeof entry !== 'string' && isOpen(entry.state))) return
    const needs = needed.map((entry) => (typeof entry === 'string' ? entry : entry.name))
    await context.updateItems([
      {
        id: item.id,
        change: {
          state: 'failed',
          endedAt: time(),
          error: {
            code: 'conflict',
            message: `It needs ${needs.join(', ')}, which was not created.`,
            hint: 'Mend that item first, then retry.',
          },
        },
      },
    ])
    return
  }
  if (waitsFor.length > 0 && typeof item.detail['targetId'] === 'string') {
    const others = waitsFor.map((key) => items.find((entry) => keyOf(entry) === key))
    if (others.some((other) => other && isOpen(other.state)) && !last) return
  }
  const own = ownWritesOf(item.detail)
  let detail: Json = item.detail
  const remember = async (facts: Json): Promise<void> => {
    detail = { ...detail, ...facts }
    await context.updateItems([{ id: item.id, change: { detail } }])
  }
  await context.updateItems([
    { id: item.id, change: { state: 'running', startedAt: time(), note: null, error: null, detail } },
  ])
  const tools: ItemTools = {
    context,
    reader: work.reader,
    writer: work.writer,
    journal: work.journal,
    listing: work.listing,
    // Written before Graph is called: a process that dies now leaves a trace that is reconciled by reading.
    posting: async () => (detail['posted'] === true ? undefined : remember({ posted: true })),
    sending: async () => (detail['inDoubt'] === true ? undefined : remember({ inDoubt: true })),
    created: (targetId) => remember({ targetId, created: true }),
    // The first state that was seen is the one to go back to: a later attempt finds what this restore wrote itself.
    async before(document) {
      if (detail['beforeVersionId'] === undefined)
        await remember({ beforeVersionId: (await work.journal.keep(type, document)).versionId })
    },
  }
  const planned = stored.live ? { document: stored.live, fingerprint: head.liveFingerprint } : null
  const sending = {
    justification: text(context.run.input['justification']) || null,
    approval: pendingApproval(item.detail),
  }
  try {
    let outcome: ItemOutcome
    if (head.action === 'delete') {
      outcome = await deleteItem(
        {
          type,
          targetId: head.targetId!,
          planned: planned!,
          own,
          guards: work.guardsConflicts,
          secrets: new Map(),
          ...sending,
        },
        tools,
      )
    } else {
      const secrets = await openSecrets(store, vault, head.versionId)
      const madeByOthers = items
        .filter((other) => other.id !== item.id)
        .flatMap(({ detail: other }) => (typeof other['targetId'] === 'string' ? [other['targetId']] : []))
      outcome = await restoreItem(
        {
          type,
          name: head.name,
          action: head.action === 'update' ? 'update' : 'create',
          wanted: waitsFor.length > 0 ? leaveOutPending(type, resolved.document, new Set(waitsFor)) : resolved.document,
          secrets,
          rewrite:
            head.targetId === null || secrets.size === 0
              ? []
              : changedSecrets(printsOf(secrets), await livePrints(work, type, head.targetId, resolved.document)),
          planned,
          guards: work.guardsConflicts,
          targetId: typeof detail['targetId'] === 'string' ? detail['targetId'] : head.targetId,
          own,
          takenIds: new Set([...(work.targets[head.type] ?? []).map((entry) => entry.id), ...madeByOthers]),
          assignments: work.assignments,
          sameTenant: work.sameTenant,
          ...sending,
        },
        tools,
      )
    }
    const change = await record(work, head, detail, own, outcome)
    const isHalf = waitsFor.length > 0 && change.state === 'done' && !last
    await context.updateItems([
      {
        id: item.id,
        change: {
          ...change,
          ...(isHalf ? { state: 'pending', note: 'Made; a reference to another new object follows' } : {}),
          endedAt: time(),
        },
      },
    ])
  } catch (error) {
    // Cut off in the middle: what reached the tenant has to be looked at before it goes on.
    await context.updateItems([{ id: item.id, change: { state: 'unknown', note: 'Interrupted', endedAt: time() } }])
    throw error
  }
}

/** What the object in the tenant holds behind its masks now. */
async function livePrints(
  { reader, context }: Work,
  type: PolicyType,
  targetId: string,
  wanted: Json,
): Promise<SecretPrints> {
  const read = await readDocument(reader, context.ports.contract, type, targetId, wanted)
  const [clear] = read.ok ? await readSecrets(reader, context.ports.vault, [{ type, ...read.value }]) : []
  return printsOf(clear ?? new Map())
}

const verbs = { update: 'Updated', create: 'Created', recreate: 'Created again' } as const

/** The item's record of an outcome; a success is captured, so that the inventory and the history have it at once. */
async function record(
  work: Work,
  head: PlanHead,
  detail: Json,
  before: OwnWrites,
  outcome: ItemOutcome,
): Promise<ItemChange> {
  const type = policyTypeOf(head.type)
  switch (outcome.outcome) {
    case 'done': {
      const kept = await work.journal.keep(type, outcome.document)
      const verb = verbs[head.action === 'update' || head.action === 'recreate' ? head.action : 'create']
      return {
        state: 'done',
        policyId: kept.policyId,
        note: outcome.note ?? `${verb}. ${kept.note ?? ''}`.trim(),
        error: null,
        detail: { ...withoutOwnWrites(detail), targetId: outcome.targetId, afterVersionId: kept.versionId },
      }
    }
    case 'gone':
      await work.journal.gone(type, outcome.targetId)
      return { state: 'done', note: outcome.note ?? 'Deleted.', error: null, detail: withoutOwnWrites(detail) }
    case 'waiting':
      return {
        state: 'waiting',
        error: null,
        detail: { ...withOwnWrites(detail, outcome.own ?? before), approval: outcome.approval },
        note: `Waiting for approval${outcome.approval.code ? ` (request ${outcome.approval.code})` : ''}. Retry goes on once another administrator has approved it.`,
      }
    case 'stopped':
      // An approval that was turned down is not asked about again.
      return {
        state: 'failed',
        error: outcome.error,
        note: null,
        detail: without(withOwnWrites(detail, outcome.own ?? before), ['approval']),
      }
    case 'unknown':
      return {
        state: 'unknown',
        error: { code: 'graphRefused', message: outcome.message, hint: 'Retry looks at the tenant first.' },
        note: null,
      }
  }
}
