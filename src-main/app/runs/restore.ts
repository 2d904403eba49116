import { Failure } from '#contract/errors.ts'
import { text, type Json } from '#domain/json.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { resolvePending } from '#domain/restore/apply-mapping.ts'
import { observe } from '../capture/observe.ts'
import { keep } from '../capture/capture-items.ts'
import { createNameBook, referencedIds, type NameBook } from '../capture/names.ts'
import type { GraphReader, GraphWriter } from '../ports/graph.ts'
import type { ItemChange, NewItem, RunItemRow, StoredPlanItem } from '../ports/store.ts'
import { restoreItem, type ItemOutcome } from '../restore/restore-item.ts'
import { openSecrets } from '../restore/source-items.ts'
import type { RunContext, WriteRunHandler } from './run-context.ts'
import { isSettled } from './states.ts'

type PlanHead = Omit<StoredPlanItem, 'wanted' | 'live' | 'steps'>

/** Carries a plan out, item by item in the plan's order: what others refer to is written first. */
export const restore: WriteRunHandler = {
  access: 'write',
  async run(context, connect) {
    const { store, clock } = context.ports
    const planId = text(context.run.input['planId'])
    const plan = await store.plans.find(planId)
    if (!plan) throw new Failure('notFound', `There is no plan ${planId}.`)
    const heads = await store.plans.items(planId)
    await context.addItems(heads.map(newItem))
    await settlePlanned(context, heads)
    const { reader, writer } = await connect()
    const names = createNameBook(reader, store.directory, context.run.tenantId, () => clock.now().toISOString())
    const targets = await store.plans.targets(planId)
    const work = { context, reader, writer, names, planId, assignments: plan.input['assignments'] !== false, targets }
    for (const head of heads) {
      await context.checkCancelled()
      const items = await context.items()
      const item = items.find((entry) => entry.key === String(head.seq))
      if (item && !isSettled(item.state) && item.state !== 'blocked') await restoreOne(work, head, item, items)
    }
    await context.result({ planId })
    context.emit('inventory.changed')
  },
}

interface Work {
  readonly context: RunContext
  readonly reader: GraphReader
  readonly writer: GraphWriter
  readonly names: NameBook
  readonly planId: string
  readonly assignments: boolean
  readonly targets: Readonly<Record<string, readonly { readonly id: string }[]>>
}

const newItem = (head: PlanHead): NewItem => ({ key: String(head.seq), type: head.type, name: head.name, detail: { action: head.action, sourceId: head.sourceId } })

/** Items that the plan does not write get their outcome at once. */
async function settlePlanned(context: RunContext, heads: readonly PlanHead[]): Promise<void> {
  const bySeq = new Map(heads.map((head) => [String(head.seq), head]))
  const changes = (await context.items()).flatMap((item): { id: string; change: ItemChange }[] => {
    const head = bySeq.get(item.key)
    if (!head || item.state !== 'pending') return []
    if (head.action === 'unchanged') {
      return [{ id: item.id, change: { state: 'unchanged', note: 'The tenant holds it already', detail: { ...item.detail, targetId: head.targetId } } }]
    }
    if (!head.included || head.action === 'skip') return [{ id: item.id, change: { state: 'skipped', note: head.reason ?? 'Left out in the preview', detail: { ...item.detail, targetId: head.targetId } } }]
    if (head.action === 'blocked' || head.action === 'conflict') return [{ id: item.id, change: { state: 'blocked', note: head.reason } }]
    return []
  })
  await context.updateItems(changes)
}

async function restoreOne(work: Work, head: PlanHead, item: RunItemRow, items: readonly RunItemRow[]): Promise<void> {
  const { context } = work
  const { store, clock, vault } = context.ports
  const stored = await store.plans.item(work.planId, head.seq)
  if (!stored) throw new Failure('damaged', 'The plan misses an item.')
  const created = new Map(items.flatMap(({ type, detail }) => (typeof detail['targetId'] === 'string' ? [[`${type}/${text(detail['sourceId'])}`, detail['targetId']] as const] : [])))
  const resolved = resolvePending(stored.wanted, created)
  const time = () => clock.now().toISOString()
  if (resolved.missing.length > 0) {
    const needs = resolved.missing.map((key) => items.find((entry) => `${entry.type}/${text(entry.detail['sourceId'])}` === key)?.name ?? key)
    await context.updateItems([{ id: item.id, change: { state: 'failed', endedAt: time(), error: { code: 'conflict', message: `It needs ${needs.join(', ')}, which was not created.`, hint: 'Mend that item first, then retry.' } } }])
    return
  }
  // Written before Graph is called: a process that dies now leaves a trace that is reconciled by reading.
  const attempted = item.state === 'unknown' || item.detail['attempted'] === true
  let detail: Json = { ...item.detail, attempted: true }
  await context.updateItems([{ id: item.id, change: { state: 'running', startedAt: time(), note: null, error: null, detail } }])
  const type = policyTypeOf(head.type)
  const madeByOthers = items.filter((other) => other.id !== item.id).flatMap(({ detail: other }) => (typeof other['targetId'] === 'string' ? [other['targetId']] : []))
  try {
    const outcome = await restoreItem({
      type,
      name: head.name,
      action: head.action === 'update' ? 'update' : 'create',
      wanted: resolved.document,
      secrets: await openSecrets(store, vault, head.versionId),
      planned: stored.live ? { document: stored.live, fingerprint: head.liveFingerprint } : null,
      targetId: typeof detail['targetId'] === 'string' ? detail['targetId'] : head.targetId,
      resumed: attempted,
      takenIds: new Set([...(work.targets[head.type] ?? []).map((entry) => entry.id), ...madeByOthers]),
      assignments: work.assignments,
    }, {
      context,
      reader: work.reader,
      writer: work.writer,
      async created(targetId) {
        detail = { ...detail, targetId }
        await context.updateItems([{ id: item.id, change: { detail } }])
      },
      before: async (document) => void (await keepDocument(work, head, document)),
    })
    await context.updateItems([{ id: item.id, change: { ...(await record(work, head, detail, outcome)), endedAt: time() } }])
  } catch (error) {
    // Cut off in the middle: what reached the tenant has to be looked at before it goes on.
    await context.updateItems([{ id: item.id, change: { state: 'unknown', note: 'Interrupted', endedAt: time() } }])
    throw error
  }
}

/** The item's record of an outcome; a success is captured, so that the inventory and the history have it at once. */
async function record(work: Work, head: PlanHead, detail: Json, outcome: ItemOutcome): Promise<ItemChange> {
  switch (outcome.outcome) {
    case 'done': {
      const version = await keepDocument(work, head, outcome.document)
      const verb = head.action === 'update' ? 'Updated' : 'Created'
      return { state: 'done', policyId: version.policyId, note: outcome.note ?? `${verb}. ${version.note ?? ''}`.trim(), error: null, detail: { ...detail, targetId: outcome.targetId } }
    }
    case 'stopped':
      return { state: 'failed', error: outcome.error, note: null }
    case 'unknown':
      return { state: 'unknown', error: { code: 'graphRefused', message: outcome.message, hint: 'Retry looks at the tenant first.' }, note: null }
  }
}

async function keepDocument(work: Work, head: PlanHead, document: Json): Promise<{ policyId: string; note: string | null }> {
  const { context } = work
  const type = policyTypeOf(head.type)
  const at = context.ports.clock.now().toISOString()
  const [row] = await context.ports.store.policies.observe(context.run.tenantId, [observe(type, document)], at)
  const references = referencedIds(type, document)
  await work.names.load([...references.keys()].filter((kind) => kind !== 'groups' && kind !== 'mobileApps'))
  await work.names.loadGroups(references.get('groups') ?? [])
  const { note } = await keep(context, work.reader, work.names, type, row!, document)
  return { policyId: row!.id, note: note ?? null }
}
