import { toAppError } from '#contract/errors.ts'
import { isGone } from '#domain/graph-answers/problems.ts'
import { isObject, text, type Json } from '#domain/json.ts'
import { singleOf } from '#domain/policy-types/building-blocks/address.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { idKey } from '#domain/references/id-key.ts'
import type { GraphReader } from '../ports/graph.ts'
import type { RunWork } from '../runs/run-context.ts'
import { createLister, type Listing } from './list-objects.ts'
import { packObject, type ListedObject } from './listed-object.ts'
import { addressOf } from './object-address.ts'
import { words } from './words.ts'

/** A listing after looking for what it no longer contains. */
export interface ConfirmedListing {
  readonly items: readonly ListedObject[]
  /** Objects that aren't listed, but about which Graph didn't say that they are gone. They stay as they are. */
  readonly unclear: ReadonlySet<string>
  /** Sentences for the run, if there is something to say. */
  readonly notices: readonly string[]
}

/** The pause before a list that lost much is read again. */
const pauseMs = 3_000
/** The page size of the second list. Another size is answered by another query of the service. */
const otherPageSize = 50
/** A list that lost more than this many objects, or this share of them, has lost much. */
const muchNumber = 10
const muchShare = 0.2

/**
 * Looks for objects that a listing no longer contains. A listing that lost much is read again after a pause and in other
 * pages. Then each object that is still missing is asked for by its ID. Only an object that Graph calls gone is gone.
 *
 * @param known IDs of the objects that were there last time; null if the type was never listed completely
 */
export async function confirmMissing(
  context: RunWork,
  reader: GraphReader,
  type: PolicyType,
  listing: Listing,
  known: readonly string[] | null,
): Promise<ConfirmedListing> {
  let { items } = listing
  const missing = (): string[] => {
    const there = new Set(items.map(({ id }) => idKey(id)))
    return (known ?? []).filter((id) => !there.has(idKey(id)))
  }
  const before = known?.length ?? 0
  const lost = missing().length
  const lostMuch = lost > 0 && (items.length === 0 || lost > muchNumber || lost > before * muchShare)
  // Nothing tells whether the first list of a type is right if it is empty. Below another object, the ID alone is no
  // address, so that only another list can tell.
  const isFirst = known === null
  // A path that is one object says itself that it isn't set up. What is only read isn't asked for twice. What was asked
  // for by its ID has no list: below, each object that wasn't returned is asked for once more (G-250).
  const isTrusted = type.single === true || type.restore.how === 'preview-only' || type.askedById !== undefined
  const isDue = (lostMuch && !type.askedById) || listing.repeated.length > 0 || (lost > 0 && type.parent !== undefined)
  if (isDue || (isFirst && !isTrusted && items.length === 0)) {
    await context.phase(words.phases.listingAgain(type.title))
    if (!isFirst) await context.ports.clock.sleep(pauseMs, context.signal)
    items = union(items, await listAgain(reader, type, isFirst))
  }
  const asked = missing()
  const answers = type.parent
    ? []
    : await reader.batch(asked.map((id) => ({ path: addressOf(type, { id }), list: false })))
  const unclear = new Set<string>()
  const found: ListedObject[] = []
  for (const [index, answer] of answers.entries()) {
    const id = asked[index]!
    // An object that is alone at its path, and isn't there, answers nothing.
    if (answer.ok && type.single) {
      const single = singleOf(answer.value)
      if (single) found.push(packObject(type, single))
      continue
    }
    const isIt = answer.ok && isObject(answer.value) && idKey(text(answer.value['id'])) === idKey(id)
    if (isIt) found.push(packObject(type, answer.value as Json))
    else if (answer.ok || !isGone(answer.problem)) unclear.add(id)
  }
  items = union(items, found)
  const gone = asked.length - found.length - unclear.size
  return {
    items,
    unclear,
    notices: [
      ...(lostMuch && gone > 0 ? [words.notices.lostMuch(type.title, gone, before)] : []),
      ...(lostMuch && asked.length === 0 ? [words.notices.cameBack(type.title, lost)] : []),
      ...(found.length > 0 ? [words.notices.notListed(type.title, found.length)] : []),
      ...(unclear.size > 0 ? [words.notices.unclear(type.title, unclear.size)] : []),
    ],
  }
}

/**
 * A second list, without what the first one expanded. It only adds to the first one, so it may fail.
 *
 * @param isFirst the type was never listed: then a page size could hide what comes after the first page
 */
async function listAgain(reader: GraphReader, type: PolicyType, isFirst: boolean): Promise<readonly ListedObject[]> {
  try {
    return (await createLister(reader, isFirst ? {} : { pageSize: otherPageSize })(type)).items
  } catch (error) {
    if (['cancelled', 'unreachable', 'unauthenticated', 'storage', 'unexpected'].includes(toAppError(error).code))
      throw error
    return []
  }
}

function union(first: readonly ListedObject[], more: readonly ListedObject[]): ListedObject[] {
  const there = new Set(first.map(({ id }) => idKey(id)))
  return [...first, ...more.filter(({ id }) => !there.has(idKey(id)))]
}
