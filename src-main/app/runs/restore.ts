import { Failure } from '#contract/errors.ts'
import type { ItemState } from '#contract/model/values.ts'
import { text, without, type Json } from '#domain/json.ts'
import { findPolicyType, policyTypeOf } from '#domain/policy-types/registry.ts'
import { resolvePending } from '#domain/restore/apply-mapping.ts'
import { changedSecrets } from '#domain/restore/plan.ts'
import { observe } from '../capture/observe.ts'
import { keep, loadReferenced } from '../capture/capture-items.ts'
import { createLister } from '../capture/list-objects.ts'
import { readSecrets } from '../capture/secrets.ts'
import type { WholeDocument } from '../capture/read-documents.ts'
import { createNameBook, referencedIds, type NameBook } from '../capture/names.ts'
import type { GraphReader, GraphWriter } from '../ports/graph.ts'
import type { ItemChange, NewItem, RunItemRow, StoredPlanItem } from '../ports/store.ts'
import { pendingApproval } from '../restore/approval.ts'
import { restoreItem, type ItemOutcome, type ItemTools } from '../restore/restore-item.ts'
import { latestPrints, openSecrets, printsOf } from '../restore/secret-prints.ts'
import type { RunContext, WriteRunHandler } from './run-context.ts'

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
    const work = { context, reader, writer, names, listing: createLister(reader), planId, assignments: plan.input['assignments'] !== false, sameTenant: text(plan.input['sourceTenantId']) === context.run.tenantId, targets }
    for (let pass = 1; pass <= passes; pass += 1) {
      await restorePass(work, heads, pass === passes)
      if (!(await context.items()).some((item) => isOpen(item.state))) break
      // Some answers were lost. What was carried out shows within this time; then each is looked for, and made if it is not there.
      if (pass < passes) await clock.sleep(firstPauseMs * 2 ** (pass - 1), context.signal)
    }
    await context.result({ planId })
    context.emit('inventory.changed')
  },
}

/** Times that a run goes over items whose answers were lost, and the pause after the first time. */
const passes = 5
const firstPauseMs = 2_000

/** Items that a run goes on with by itself; failed and waiting ones are for a person. */
const isOpen = (state: ItemState): boolean => state === 'pending' || state === 'unknown'

/** Objects restored at a time: more would only wait for the writes that Graph allows. */
const width = 4

/** Goes over the open items in the plan's order, some at a time; what an item refers to is finished before it starts. */
async function restorePass(work: Work, heads: readonly PlanHead[], last: boolean): Promise<void> {
  const inFlight = new Map<PlanHead, Promise<void>>()
  const failures: unknown[] = []
  const isHeldUp = (head: PlanHead) => inFlight.size >= width || [...inFlight.keys()].some((other) => goesBefore(other, head))
  for (const head of heads) {
    while (isHeldUp(head) && failures.length === 0) await Promise.race(inFlight.values())
    if (failures.length > 0) break
    await work.context.checkCancelled().catch((error: unknown) => failures.push(error))
    const items = await work.context.items()
    const item = items.find((entry) => entry.key === String(head.seq))
    if (failures.length > 0 || !item || !isOpen(item.state)) continue
    const one = restoreOne(work, head, item, items, last).catch((error: unknown) => void failures.push(error)).finally(() => inFlight.delete(head))
    inFlight.set(head, one)
  }
  // Items in flight are finished whatever happened to another one.
  await Promise.all(inFlight.values())
  if (failures.length > 0) throw failures[0]
}

/** Objects of one name are told apart by what was made before, and some types get a rank by being made: those never at the same time. */
const goesBefore = (other: PlanHead, head: PlanHead): boolean =>
  head.dependsOn.includes(`${other.type}/${other.sourceId}`) || (other.type === head.type && (other.name === head.name || policyTypeOf(head.type).write.orderOf !== undefined))

interface Work {
  readonly context: RunContext
  readonly reader: GraphReader
  readonly writer: GraphWriter
  readonly names: NameBook
  readonly listing: ItemTools['listing']
  readonly planId: string
  readonly assignments: boolean
  readonly sameTenant: boolean
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

async function restoreOne(work: Work, head: PlanHead, item: RunItemRow, items: readonly RunItemRow[], last: boolean): Promise<void> {
  const { context } = work
  const { store, clock, vault } = context.ports
  const stored = await store.plans.item(work.planId, head.seq)
  if (!stored) throw new Failure('damaged', 'The plan misses an item.')
  const created = new Map(items.flatMap(({ type, detail }) => (typeof detail['targetId'] === 'string' ? [[`${type}/${text(detail['sourceId'])}`, detail['targetId']] as const] : [])))
  const resolved = resolvePending(stored.wanted, created)
  const time = () => clock.now().toISOString()
  if (resolved.missing.length > 0) {
    const needed = resolved.missing.map((key) => items.find((entry) => `${entry.type}/${text(entry.detail['sourceId'])}` === key) ?? key)
    // What it needs may still come: its turn is in the next pass.
    if (!last && needed.some((entry) => typeof entry !== 'string' && isOpen(entry.state))) return
    const needs = needed.map((entry) => (typeof entry === 'string' ? entry : entry.name))
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
    const secrets = await openSecrets(store, vault, head.versionId)
    const outcome = await restoreItem({
      type,
      name: head.name,
      action: head.action === 'update' ? 'update' : 'create',
      wanted: resolved.document,
      secrets,
      rewrite: head.targetId === null || secrets.size === 0 ? []
        : changedSecrets(printsOf(secrets), await latestPrints(store, vault, await store.policies.list(context.run.tenantId), head.type, head.targetId)),
      planned: stored.live ? { document: stored.live, fingerprint: head.liveFingerprint } : null,
      targetId: typeof detail['targetId'] === 'string' ? detail['targetId'] : head.targetId,
      resumed: attempted,
      takenIds: new Set([...(work.targets[head.type] ?? []).map((entry) => entry.id), ...madeByOthers]),
      assignments: work.assignments,
      sameTenant: work.sameTenant,
      justification: text(context.run.input['justification']) || null,
      approval: pendingApproval(item.detail),
    }, {
      context,
      reader: work.reader,
      writer: work.writer,
      listing: work.listing,
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
    case 'waiting':
      return {
        state: 'waiting', error: null, detail: { ...detail, approval: outcome.approval },
        note: `Waiting for approval${outcome.approval.code ? ` (request ${outcome.approval.code})` : ''}. Retry goes on once another administrator has approved it.`,
      }
    case 'stopped':
      // An approval that was turned down is not asked about again.
      return { state: 'failed', error: outcome.error, note: null, detail: without(detail, ['approval']) }
    case 'unknown':
      return { state: 'unknown', error: { code: 'graphRefused', message: outcome.message, hint: 'Retry looks at the tenant first.' }, note: null }
  }
}

async function keepDocument(work: Work, head: PlanHead, whole: WholeDocument): Promise<{ policyId: string; note: string | null }> {
  const { context } = work
  const type = policyTypeOf(head.type)
  const { document } = whole
  const at = context.ports.clock.now().toISOString()
  const [row] = await context.ports.store.policies.observe(context.run.tenantId, [observe(type, document)], at)
  await work.names.load([...referencedIds(type, document).keys()].filter((kind) => findPolicyType(kind)?.foundation !== false))
  await loadReferenced(work.names, [{ type, document }])
  const [clear] = await readSecrets(work.reader, context.ports.vault, [{ type, ...whole }])
  const { note } = await keep(context, work.names, type, row!, { document, clear: clear! })
  return { policyId: row!.id, note: note ?? null }
}
