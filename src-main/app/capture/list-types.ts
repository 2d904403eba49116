import { Failure, toAppError, type AppError } from '#contract/errors.ts'
import { isObject } from '#domain/json.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import type { GraphReader } from '../ports/graph.ts'
import type { PolicyRow } from '../ports/policies.ts'
import type { RunWork } from '../runs/run-context.ts'
import { confirmMissing } from './confirm-missing.ts'
import { createLister, type Lister, type Listing } from './list-objects.ts'
import type { ListedObject } from './listed-object.ts'
import { referencedIdsIn } from './referenced-ids.ts'
import type { RouteBook } from './route-book.ts'
import { words } from './words.ts'

/** A listed type: its objects, and their inventory rows in the same order. */
export interface ListedType {
  readonly type: PolicyType
  readonly items: readonly ListedObject[]
  readonly rows: readonly PolicyRow[]
  /** Objects that were listed twice and differently. The list doesn't tell which is right. */
  readonly differing: ReadonlySet<string>
  /** Entries that nobody can read, or objects about which nothing is clear. */
  readonly isFlawed: boolean
}

/** All listed types, and what a person should know about the lists. */
export interface Listed {
  readonly types: readonly ListedType[]
  readonly notices: string[]
  /** Objects that are no longer in the tenant. */
  readonly missing: number
}

/** A service that doesn't have a list, or doesn't give it to this account. What passes is no refusal. */
const isRefusal = (error: unknown): boolean =>
  error instanceof Failure &&
  isObject(error.cause) &&
  [400, 403, 404, 405, 410, 501].includes(Number(error.cause['status']))

/** Lists that are read at the same time. Each waits for its pages one after the other, and some have very many. */
const atOnce = 16

/**
 * Lists types completely and updates the inventory. Objects that aren't in a complete listing become `missing`, once
 * Graph has confirmed it. A listing that fails changes nothing and becomes a failed item, so that no run looks complete
 * if it isn't (spec 040).
 */
export async function listTypes(
  context: RunWork,
  reader: GraphReader,
  types: readonly PolicyType[],
  routes?: RouteBook,
): Promise<Listed> {
  const known = Map.groupBy(
    (await context.ports.store.policies.list(context.tenant.id)).filter((row) => row.state === 'active'),
    (row) => row.type,
  )
  const since = await context.ports.store.policies.listedSince(context.tenant.id)
  const referenced = referencedIdsIn(context.ports.store, context.tenant.id)
  const lister = createLister(reader, { referenced, ...(routes ? { routes } : {}) })
  const ahead = readAhead(lister, types)
  const listed: ListedType[] = []
  const notices: string[] = []
  /** Types that this tenant refuses and that no other tenant is known to return. */
  const unanswered: string[] = []
  let missing = 0
  for (const type of types) {
    await context.checkCancelled()
    await context.phase(words.phases.listing(type.title))
    try {
      const listing = await ahead(type)
      const earlier = since.has(type.key) ? (known.get(type.key) ?? []).map((row) => row.externalId) : null
      const confirmed = await confirmMissing(context, reader, type, listing, earlier)
      notices.push(...confirmed.notices)
      const stored = await store(context, type, confirmed.items, confirmed.unclear)
      missing += stored.missing
      const isFlawed = listing.nameless > 0 || confirmed.unclear.size > 0
      listed.push({ type, items: confirmed.items, rows: stored.rows, differing: listing.differing, isFlawed })
      await reportEntries(context, type, listing)
      if (confirmed.unclear.size > 0)
        await fail(context, type, words.notices.unclear(type.title, confirmed.unclear.size), words.hints.captureAgain)
    } catch (error) {
      const problem = toAppError(error)
      // Without a connection or a sign-in, all other types would fail too, so the whole run fails.
      if (['cancelled', 'unreachable', 'unauthenticated', 'storage', 'unexpected'].includes(problem.code)) throw error
      if (type.isUnproven && !since.has(type.key) && isRefusal(error)) unanswered.push(type.title)
      else await failItem(context, listingKey(type), type, problem)
    }
  }
  if (unanswered.length > 0) notices.push(words.notices.unproven(unanswered))
  await context.phase(null)
  context.emit('inventory.changed')
  return { types: listed, notices, missing }
}

/** Requests a few lists ahead of the one that is worked on. */
function readAhead(lister: Lister, types: readonly PolicyType[]): (type: PolicyType) => Promise<Listing> {
  const asked = new Map<PolicyType, Promise<Listing>>()
  return (type) => {
    const from = types.indexOf(type)
    for (const next of types.slice(from, from + atOnce)) {
      if (asked.has(next)) continue
      const listing = lister(next)
      // Whoever waits for it gets the error. Until then, nobody does.
      listing.catch(() => {})
      asked.set(next, listing)
    }
    return asked.get(type)!
  }
}

async function store(
  context: RunWork,
  type: PolicyType,
  items: readonly ListedObject[],
  unclear: ReadonlySet<string>,
): Promise<{ readonly rows: readonly PolicyRow[]; readonly missing: number }> {
  const { policies } = context.ports.store
  const at = context.ports.clock.now().toISOString()
  const rows = await policies.observe(
    context.tenant.id,
    items.map(({ observed }) => observed),
    at,
  )
  const present = new Set([...items.map(({ id }) => id), ...unclear])
  return { rows, missing: await policies.markMissing(context.tenant.id, type.key, present, at) }
}

/** Entries of a list that nobody can read are failed items: a backup without them isn't complete. */
async function reportEntries(context: RunWork, type: PolicyType, { nameless }: Listing): Promise<void> {
  if (nameless > 0)
    await fail(context, type, words.notices.nameless(type.title, nameless), words.hints.reportToMicrosoft)
}

const fail = (context: RunWork, type: PolicyType, message: string, hint: string): Promise<void> =>
  failItem(context, entriesKeyOf(type), type, { code: 'graphRefused', message, hint })

/** Stores the failure of a list as an item. */
async function failItem(context: RunWork, key: string, type: PolicyType, error: AppError): Promise<void> {
  await context.addItems([{ key, type: type.key, name: words.items.listOf(type.title) }])
  const item = (await context.items()).find((entry) => entry.key === key)
  const endedAt = context.ports.clock.now().toISOString()
  if (item) await context.updateItems([{ id: item.id, state: 'failed', error, endedAt }])
}

/**
 * Settles the failed listings of an earlier attempt that succeeded now. Only after the objects are among the run's
 * items: a run that stops in between must list the type again, or it would end as complete without them.
 */
export async function settleListings(context: RunWork, listed: readonly ListedType[]): Promise<void> {
  const failed = new Map((await context.items()).map((item) => [item.key, item]))
  const endedAt = context.ports.clock.now().toISOString()
  await context.updateItems(
    listed.flatMap(({ type, items, isFlawed }) =>
      [listingKey(type), ...(isFlawed ? [] : [entriesKeyOf(type)])].flatMap((key) => {
        const item = failed.get(key)
        return item
          ? [{ id: item.id, state: 'done' as const, note: words.items.listed(items.length), error: null, endedAt }]
          : []
      }),
    ),
  )
}

/** The key of the item for what is wrong with the entries of a listing. */
const entriesKeyOf = (type: PolicyType): string => `entries/${type.key}`

/** The key of the item that stands for a listing. */
export const listingKey = (type: PolicyType): string => `type/${type.key}`
