import { toAppError } from '#contract/errors.ts'
import { type Json, text } from '#domain/json.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import type { GraphReader } from '../ports/graph.ts'
import type { PolicyRow } from '../ports/policies.ts'
import type { RunWork } from '../runs/run-context.ts'
import { createLister } from './list-objects.ts'
import { observe } from './observe.ts'
import { words } from './words.ts'

/** A listed type: its objects as Graph returned them, and their inventory rows in the same order. */
export interface ListedType {
  readonly type: PolicyType
  readonly items: readonly Json[]
  readonly rows: readonly PolicyRow[]
}

/**
 * Lists types completely and updates the inventory. Objects that aren't in a complete listing become `missing`. A
 * listing that fails changes nothing and becomes a failed item, so that no run looks complete if it isn't (spec 040).
 */
export async function listTypes(
  context: RunWork,
  reader: GraphReader,
  types: readonly PolicyType[],
): Promise<ListedType[]> {
  const { store, clock } = context.ports
  const listed: ListedType[] = []
  const lister = createLister(reader)
  for (const type of types) {
    await context.checkCancelled()
    await context.phase(words.phases.listing(type.title))
    const key = keyOf(type)
    try {
      const items = await lister(type)
      const at = clock.now().toISOString()
      const rows = await store.policies.observe(
        context.tenant.id,
        items.map((item) => observe(type, item, true)),
        at,
      )
      await store.policies.markMissing(context.tenant.id, type.key, new Set(items.map((item) => text(item['id']))), at)
      listed.push({ type, items, rows })
    } catch (error) {
      const problem = toAppError(error)
      // Without a connection or a sign-in, all other types would fail too, so the whole run fails.
      if (['cancelled', 'unreachable', 'unauthenticated', 'unexpected'].includes(problem.code)) throw error
      await context.addItems([{ key, type: type.key, name: words.items.listOf(type.title) }])
      const item = (await context.items()).find((entry) => entry.key === key)
      if (item)
        await context.updateItems([
          { id: item.id, state: 'failed', error: problem, endedAt: clock.now().toISOString() },
        ])
    }
  }
  await context.phase(null)
  context.emit('inventory.changed')
  return listed
}

/**
 * Settles the failed listings of an earlier attempt that succeeded now. Only after the objects are among the run's
 * items: a run that stops in between must list the type again, or it would end as complete without them.
 */
export async function settleListings(context: RunWork, listed: readonly ListedType[]): Promise<void> {
  const failed = new Map((await context.items()).map((item) => [item.key, item]))
  const endedAt = context.ports.clock.now().toISOString()
  await context.updateItems(
    listed.flatMap(({ type, items }) => {
      const item = failed.get(keyOf(type))
      return item
        ? [{ id: item.id, state: 'done' as const, note: words.items.listed(items.length), error: null, endedAt }]
        : []
    }),
  )
}

/** The key of the item that stands for a listing. */
const keyOf = (type: PolicyType): string => `type/${type.key}`
