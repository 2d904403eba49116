import { Failure } from '#contract/errors.ts'
import type { ItemState } from '#contract/model/run-states.ts'
import type { RestoreItem } from '#contract/model/run-shapes.ts'
import type { Json } from '#domain/json.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { assignmentKinds } from '#domain/policy-types/building-blocks/assignments.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { leaveOutPending, resolvePending } from '#domain/restore/apply-mapping.ts'
import { changedSecrets } from '#domain/restore/plan.ts'
import { sameSecrets, typedKeys } from '#domain/restore/plan-secrets.ts'
import { readDocument } from '../capture/read-documents.ts'
import { readSecrets } from '../capture/secrets.ts'
import type { ItemChange } from '../ports/runs.ts'
import { pendingApproval } from './approval.ts'
import { deleteItem } from './delete-item.ts'
import { ownWritesOf, type OwnWrites, withOwnWrites, withoutOwnWrites } from './own-writes.ts'
import type { ItemOutcome, ItemTask, ItemTools } from './item-task.ts'
import { restoreItem } from './restore-item.ts'
import { openSecrets, printsOf, type SecretPrints } from './secret-prints.ts'
import { isOpen, sourceKey, type CarriedItem, type CarryOutKind, type PlanHead, type Work } from './stage.ts'
import { words } from './words.ts'

/** Carries out one item: checks what it needs, writes it, and records the result. */
export async function carryOutItem(
  work: Work,
  head: PlanHead,
  item: CarriedItem,
  items: readonly CarriedItem[],
  last: boolean,
): Promise<void> {
  const { context } = work
  const { store, clock } = context.ports
  const stored = await store.plans.item(work.planId, head.seq)
  if (!stored) throw new Failure('damaged', words.items.missingFromPlan)
  const type = policyTypeOf(head.type)
  // What failed or isn't known to be complete can't be referred to: an empty group would exclude nobody.
  const made = new Map(
    items.flatMap((entry) =>
      entry.targetId === null || !mayBeReferredTo.has(entry.state) ? [] : [[sourceKey(entry), entry.targetId] as const],
    ),
  )
  const resolved = resolvePending(stored.wanted, made)
  const time = () => clock.now().toISOString()
  // If two objects refer to each other, this one is created without the reference and gets it after the other one
  // exists.
  const waitsFor = resolved.missing.filter((key) => head.later.includes(key))
  const missing = resolved.missing.filter((key) => !head.later.includes(key))
  if (missing.length > 0) {
    const needed = missing.map((key) => items.find((entry) => sourceKey(entry) === key) ?? key)
    // The objects that it needs may still be created, so it waits for the next pass.
    if (!last && needed.some((entry) => typeof entry !== 'string' && isOpen(entry.state))) return
    const needs = needed.map((entry) => (typeof entry === 'string' ? entry : entry.name))
    await context.updateItems([
      {
        id: item.id,
        state: 'failed',
        endedAt: time(),
        error: {
          code: 'conflict',
          ...words.items.needs(needs),
        },
      },
    ])
    return
  }
  const harmful = items.find(
    (other) => other.id !== item.id && other.type === item.type && other.state === 'failed' && other.detail.harmful,
  )
  if (harmful) {
    const error = { code: 'graphRefused' as const, ...words.takenBack.typeStopped(type.title, harmful.name) }
    await context.updateItems([{ id: item.id, state: 'failed', endedAt: time(), error }])
    return
  }
  if (head.replacedBy) {
    // The new object, and what has to refer to it by now.
    const needed = head.dependsOn.map((key) => items.find((entry) => sourceKey(entry) === key))
    if (needed.some((entry) => entry && isOpen(entry.state)) && !last) return
    const [by] = needed
    const isDone = (entry: CarriedItem | undefined) => entry?.state === 'done' || entry?.state === 'unchanged'
    const isComplete = isDone(by) && by?.detail.differs !== true
    const open = isComplete ? needed.find((entry) => !isDone(entry) && entry?.state !== 'skipped') : by
    if (!isComplete || open) {
      const stays = words.items.replacedStays(open?.name ?? head.name)
      await context.updateItems([
        by?.state === 'skipped'
          ? { id: item.id, state: 'skipped', note: stays.message, endedAt: time() }
          : { id: item.id, state: 'failed', error: { code: 'conflict', ...stays }, endedAt: time() },
      ])
      return
    }
  }
  if (waitsFor.length > 0 && item.targetId !== null) {
    const others = waitsFor.map((key) => items.find((entry) => sourceKey(entry) === key))
    if (others.some((other) => other && isOpen(other.state)) && !last) return
  }
  const own = ownWritesOf(item.detail)
  let { detail } = item
  const remember = async (facts: RestoreItem): Promise<void> => {
    detail = { ...detail, ...facts }
    await context.updateItems([{ id: item.id, detail }])
  }
  let { beforeVersionId, targetId } = item
  await context.updateItems([{ id: item.id, state: 'running', startedAt: time(), note: null, error: null, detail }])
  const tools: ItemTools = {
    context,
    reader: work.reader,
    writer: work.writer,
    journal: work.journal,
    listing: work.listing,
    // Recorded before Graph is called, so that after a crash the state can be reconciled by reading.
    posting: async () => {
      work.posted.add(item.id)
      if (detail.posted !== true) await remember({ posted: true })
    },
    sending: async () => (detail.inDoubt === true ? undefined : remember({ inDoubt: true })),
    async created(id) {
      targetId = id
      await context.updateItems([{ id: item.id, targetId, created: true }])
      const oldId = work.replacing.get(sourceKey(head))
      if (oldId !== undefined)
        await work.journal.replaced(work.sourceTenantId, { kind: head.type, sourceId: head.sourceId, oldId, newId: id })
    },
    // The first state is the one to go back to, because a later attempt sees what this restore wrote itself.
    async before(document) {
      if (beforeVersionId !== null) return
      beforeVersionId = (await work.journal.keep(type, document)).versionId
      await context.updateItems([{ id: item.id, beforeVersionId }])
    },
  }
  const planned = stored.live ? { document: stored.live, fingerprint: head.liveFingerprint } : null
  const sending = {
    justification: work.justification,
    approval: pendingApproval(item.detail),
  }
  try {
    let outcome: ItemOutcome
    if (head.action === 'delete') {
      outcome = await deleteItem(
        {
          type,
          name: head.name,
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
      const madeByOthers = items
        .filter((other) => other.id !== item.id)
        .flatMap((other) => (other.targetId === null ? [] : [other.targetId]))
      outcome = await restoreItem(
        {
          type,
          name: head.name,
          action: head.action === 'update' ? 'update' : 'create',
          wanted: waitsFor.length > 0 ? leaveOutPending(type, resolved.document, new Set(waitsFor)) : resolved.document,
          ...(await secretsFor(work, head, type, resolved.document)),
          planned,
          guards: work.guardsConflicts,
          targetId: targetId ?? head.targetId,
          own,
          // A directory shows a new object in its lists only after a while. Created again too early, it would be there twice.
          mayPostAgain: !type.askedById || (last && !work.posted.has(item.id)),
          takenIds: new Set([...(work.targets[head.type] ?? []).map((entry) => entry.id), ...madeByOthers]),
          // A replacement takes over the assignments, whatever the options say. The old object loses them.
          assignments: work.assignments || head.replacedBy != null || work.replacing.has(sourceKey(head)),
          sameTenant: work.sameTenant,
          groupName: (id) => work.targets[assignmentKinds.group]?.find((entry) => entry.id === id)?.name ?? id,
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
        ...change,
        ...(isHalf ? { state: 'pending', note: words.items.half } : {}),
        endedAt: time(),
      },
    ])
  } catch (error) {
    // Interrupted: the tenant has to be checked before the item continues.
    await context.updateItems([{ id: item.id, state: 'unknown', note: words.items.interrupted, endedAt: time() }])
    throw error
  }
}

/** Pending items with an ID were created without a reference to one that needs them. */
const mayBeReferredTo: ReadonlySet<ItemState> = new Set(['pending', 'done', 'unchanged', 'skipped'])

/** The secrets that may be sent, and the properties that are written because theirs differ. */
async function secretsFor(
  work: Work,
  { versionId, targetId, asks = [] }: PlanHead,
  type: PolicyType,
  wanted: Json,
): Promise<Pick<ItemTask, 'secrets' | 'rewrite'>> {
  const { store, vault } = work.context.ports
  const secrets = await openSecrets(store, vault, work.context.tenant.id, versionId)
  if (targetId === null || secrets.size === 0) return { secrets, rewrite: [] }
  const [prints, there] = [printsOf(secrets), await livePrints(work, type, targetId, wanted)]
  if (work.leavesSecrets) return { secrets: sameSecrets(secrets, prints, there), rewrite: [] }
  return { secrets, rewrite: [...changedSecrets(prints, there), ...typedKeys(asks)] }
}

/** The current masked secrets of the object in the tenant. */
async function livePrints(
  { reader, context }: Work,
  type: PolicyType,
  targetId: string,
  wanted: Json,
): Promise<SecretPrints> {
  const read = await readDocument(reader, context.contract, type, targetId, wanted)
  const [clear] = read.ok ? await readSecrets(reader, context.ports.vault, [{ type, ...read.value }]) : []
  return printsOf(clear ?? new Map())
}

const verbs = { update: words.items.updated, create: words.items.created, recreate: words.items.recreated } as const

/**
 * Records the outcome of an item. After a success, the object is captured, so that inventory and history are up to
 * date.
 */
async function record(
  work: Work,
  head: PlanHead,
  detail: RestoreItem,
  before: OwnWrites,
  outcome: ItemOutcome,
): Promise<Omit<ItemChange<CarryOutKind>, 'id'>> {
  const type = policyTypeOf(head.type)
  switch (outcome.outcome) {
    case 'done': {
      const kept = await work.journal.keep(type, outcome.document)
      const verb = verbs[head.action === 'update' || head.action === 'recreate' ? head.action : 'create']
      return {
        state: 'done',
        policyId: kept.policyId,
        note: outcome.note ?? words.items.captured(verb, kept.note ?? ''),
        error: null,
        targetId: outcome.targetId,
        afterVersionId: kept.versionId,
        detail: { ...withoutOwnWrites(detail), ...(outcome.differs ? { differs: true } : {}) },
      }
    }
    case 'gone':
      await work.journal.gone(type, outcome.targetId)
      return { state: 'done', note: outcome.note ?? words.items.deleted, error: null, detail: withoutOwnWrites(detail) }
    case 'waiting':
      return {
        state: 'waiting',
        error: null,
        detail: { ...withOwnWrites(detail, outcome.own ?? before), approval: outcome.approval },
        note: words.approval.waiting(outcome.approval.code),
      }
    case 'stopped': {
      const kept = outcome.incomplete ? await work.journal.keep(type, outcome.incomplete) : null
      return {
        state: 'failed',
        error: outcome.error,
        note: null,
        ...(kept ? { policyId: kept.policyId, afterVersionId: kept.versionId } : {}),
        // A created object that was deleted again isn't there to be undone.
        ...(outcome.harm?.isDeleted ? { targetId: null, created: false } : {}),
        // A rejected approval isn't checked again.
        detail: {
          ...(outcome.harm?.isDeleted ? {} : withOwnWrites({}, outcome.own ?? before)),
          ...(outcome.incomplete ? { incomplete: true } : {}),
          ...(outcome.harm ? { harmful: true } : {}),
        },
      }
    }
    case 'unknown':
      return {
        state: 'unknown',
        error: { code: 'graphRefused', message: outcome.message, hint: words.items.retryChecks },
        note: null,
      }
  }
}
