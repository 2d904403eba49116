import { breathe, forEachInTurns } from '../breathe.ts'
import type { Doubt } from '#contract/model/doubts.ts'
import { believed, factsOf, settled, type Facts } from '#domain/doubts/looks.ts'
import { isGone, isNoRoute, isPassing } from '#domain/graph-answers/problems.ts'
import { isObject, objects, type Json } from '#domain/json.ts'
import type { CapturePart, PartRoute } from '#domain/policy-types/policy-type.ts'
import type { BatchRead, GraphProblem, GraphReader, Read } from '../ports/graph.ts'
import type { RouteBook } from './route-book.ts'
import { addressOf } from './object-address.ts'
import { newState, type Need, type PartsToRead, type ReadParts, type State } from './parts-state.ts'
import { failed, rightObject } from './right-object.ts'
import { words } from './words.ts'

/** Rounds of requests: the object itself, three routes, and one repetition. */
const rounds = 6

/**
 * Reads objects and their parts in shared batches. Each part is asked by one route after the other until its answer
 * agrees with everything else that Graph said (`believed`). What still contradicts is a doubt, not an error.
 */
export async function readParts(
  reader: GraphReader,
  book: RouteBook,
  entries: readonly PartsToRead[],
): Promise<Read<ReadParts>[]> {
  const states = entries.map(newState)
  await lookIntoLists(reader, book, states)
  for (let round = 0; round < rounds; round += 1) {
    const asked = states.flatMap((state) => requestsFor(state, book))
    if (asked.length === 0) break
    const answers = await reader.batch(asked.map(({ read }) => read))
    for (const [index, { take }] of asked.entries()) await take(answers[index]!, reader)
  }
  return states.map((state) => resultOf(state, book))
}

/** What the list expanded, with the pages of a collection that didn't fit. */
async function lookIntoLists(reader: GraphReader, book: RouteBook, states: readonly State[]): Promise<void> {
  for (const state of states) {
    await breathe()
    for (const need of state.needs) {
      need.listIsProven = book.isProven(state.type, need.part)
      if (book.routesOf(state.type, need.part).includes('list')) await lookInto(need, 'list', state.item, reader)
    }
  }
  await forEachInTurns(states, (state) => {
    for (const need of state.needs) judge(state, need)
  })
}

/** Takes the part from an object that was read with it. */
async function lookInto(need: Need, route: PartRoute, holder: Json, reader: GraphReader): Promise<void> {
  need.tried.add(route)
  const items = holder[need.part.property]
  if (!Array.isArray(items)) return
  const link = holder[`${need.part.property}@odata.nextLink`]
  const rest = typeof link === 'string' ? await reader.rest(link) : null
  if (rest && !rest.ok) {
    need.problem = rest.problem
    return
  }
  addLook(need, route, [...(items as unknown[]), ...objects(rest?.value)])
}

/** An entry that is no object, or that is empty, makes the whole answer useless. */
function addLook(need: Need, route: PartRoute, items: readonly unknown[]): void {
  if (items.every((item) => isObject(item) && Object.keys(item).length > 0))
    need.looks.push({ route, items: objects(items) })
  else need.problem = badEntry
}

const badEntry = failed('badEntry', words.problems.badEntry)

function factsFor(state: State, need: Need): Facts {
  const own = { ...state.own, ...state.again }
  const facts = factsOf({ ...state.item, ...own }, need.part, state.earlierAssignments, own)
  return { ...facts, listIsProven: need.listIsProven }
}

/** Resolves a part if what was answered can be believed. */
function judge(state: State, need: Need): void {
  if (need.resolved || need.part.single) return
  const items = believed(need.part, need.looks, factsFor(state, need))
  if (items === undefined) return
  need.resolved = true
  need.value = items
}

interface Asked {
  readonly read: BatchRead
  readonly take: (answer: Read<unknown>, reader: GraphReader) => Promise<void>
}

/** What to ask for next. */
function requestsFor(state: State, book: RouteBook): Asked[] {
  if (state.problem) return []
  const isOwnOpen = state.byId !== null && state.own === null
  const open = state.needs
    .filter((need) => !need.resolved)
    .flatMap((need) => {
      const route = nextRoute(state, need, book, isOwnOpen && !state.plain)
      return route ? [{ need, route }] : []
    })
  const expanded = open.filter(({ route }) => route === 'object').map(({ need }) => need)
  const below = open.filter(({ route }) => route === 'below').map(({ need }) => askBelow(state, need, book))
  if (isOwnOpen || expanded.length > 0) return [...askObject(state, expanded, book), ...below]
  return below.length > 0 || !isContradicted(state) ? below : [askAgain(state)]
}

/** The list may be older than the parts. The object itself then says something else than the list did. */
const isContradicted = (state: State): boolean =>
  state.own === null &&
  state.again === null &&
  state.needs.some(
    (need) =>
      !need.resolved && need.looks.length > 0 && settled(need.part, need.looks, factsFor(state, need)).doubt !== null,
  )

function askAgain(state: State): Asked {
  const path = addressOf(state.type, state.item)
  return {
    read: { path, list: false },
    async take(batched, reader) {
      const answer = await rightObject(reader, state.type, state.item, path, batched)
      state.again = answer.ok && isObject(answer.value) ? answer.value : {}
      for (const need of state.needs) judge(state, need)
    },
  }
}

function nextRoute(state: State, need: Need, book: RouteBook, expandsAnyway: boolean): PartRoute | null {
  const isOpen = (route: PartRoute): boolean => route !== 'list' && !need.tried.has(route)
  const working = book.routesOf(state.type, need.part).filter(isOpen)
  // What didn't work for other objects is tried before this one is given up.
  const untried = working.length > 0 ? working : (need.part.routes ?? ['below']).filter(isOpen)
  if (expandsAnyway && untried.includes('object')) return 'object'
  // The object itself comes first. What it says about its parts is checked against them.
  const next = untried.find((route) => route === 'below') ?? untried[0]
  if (next) return next
  const [only] = need.looks
  if (need.repeated || need.looks.length !== 1 || only!.route === 'list' || isFinal(state, need)) return null
  need.repeated = true
  return only!.route
}

/** Another look by the same route wouldn't change what to do. */
const isFinal = (state: State, need: Need): boolean =>
  need.part.property !== 'assignments' && need.part.property !== 'settings'
    ? true
    : settled(need.part, need.looks, factsFor(state, need)).doubt === null &&
      !(need.part.property === 'assignments' && (state.earlierAssignments ?? 0) > 0)

function askBelow(state: State, need: Need, book: RouteBook): Asked {
  const { part } = need
  return {
    read: {
      path: `${addressOf(state.type, state.item)}/${part.path}`,
      list: part.single !== true,
      ...(part.most === undefined ? {} : { most: part.most }),
      ...(part.action ? { action: true } : {}),
    },
    async take(answer) {
      need.tried.add('below')
      if (part.single) takeSingle(need, answer)
      else if (answer.ok && isTooLong(part, answer.value)) {
        need.resolved = true
        need.isTooLong = true
      } else if (answer.ok) addLook(need, 'below', Array.isArray(answer.value) ? answer.value : [])
      else if (part.optional && (answer.problem.status === 400 || answer.problem.status === 404)) need.resolved = true
      else {
        need.problem = answer.problem
        if (isNoRoute(answer.problem)) book.leave(state.type, part, 'below', 'noRoute')
        if (isGone(answer.problem) && need.looks.length === 0 && !hasOther(state, need, book))
          state.problem = answer.problem
      }
      judge(state, need)
    },
  }
}

const isTooLong = ({ most = Infinity }: CapturePart, entries: unknown): boolean =>
  Array.isArray(entries) && entries.length > most

const hasOther = (state: State, need: Need, book: RouteBook): boolean =>
  book.routesOf(state.type, need.part).some((route) => !need.tried.has(route))

/** A value that isn't set returns 204 or "not found". */
function takeSingle(need: Need, answer: Read<unknown>): void {
  const { action, optional } = need.part
  if (answer.ok) {
    need.resolved = true
    const value = isObject(answer.value) && Object.keys(answer.value).length > 0 ? answer.value : null
    need.value = action ? action(value) : value
  } else if (action && optional && isWithoutAction(answer.problem)) need.resolved = true
  else if (!action && isGone(answer.problem)) {
    need.resolved = true
    need.value = null
  } else if (optional && answer.problem.status === 400) need.resolved = true
  else need.problem = answer.problem
}

/** The service doesn't have an action here, doesn't give it to this account, or fails: it says nothing about the object. */
const isWithoutAction = (problem: GraphProblem): boolean =>
  isNoRoute(problem) || isGone(problem) || [400, 403].includes(problem.status) || problem.status >= 500

/** Reads the object itself, and the parts that it expands. */
function askObject(state: State, expanded: readonly Need[], book: RouteBook): Asked[] {
  const { type, item, byId } = state
  const isOwn = byId !== null && state.own === null
  const expand = [
    ...(isOwn && byId.expand ? [byId.expand] : []),
    ...expanded.map(({ part }) => part.expand ?? part.property),
  ].join()
  const path = addressOf(type, item)
  if (isOwn && byId.select) return askSelected(state, path, byId.select)
  return [
    {
      read: { path: expand ? `${path}?$expand=${expand}` : path, list: false },
      async take(batched, reader) {
        for (const need of expanded) need.tried.add('object')
        const answer = await rightObject(reader, type, item, expand ? `${path}?$expand=${expand}` : path, batched)
        if (answer.ok && isObject(answer.value)) {
          if (isOwn) await takeOwn(state, answer.value, path, reader)
          for (const need of expanded) {
            await lookInto(need, 'object', answer.value, reader)
            judge(state, need)
          }
          for (const need of state.needs) judge(state, need)
        } else if (!answer.ok) {
          const { problem } = answer
          for (const need of expanded) need.problem = problem
          if (!isGone(problem) && expanded.length > 0) {
            // The object may be readable without its parts, which have other routes.
            if (problem.status === 400 && isAboutOption(problem))
              for (const { part } of mentioned(problem, expanded)) book.leave(type, part, 'object', 'refused')
            // What has no other route is asked for again, without the parts that have one.
            const only = expanded.filter(({ part }) => part.routes?.every((route) => route === 'object') === true)
            const mayRetry = only.length > 0 && only.length < expanded.length
            if (mayRetry) for (const need of only) reopen(need)
            else if (isOwn && !state.plain) state.plain = true
            else if (isOwn) state.problem = problem
          } else if (isOwn) state.problem = problem
        }
      },
    },
  ]
}

function reopen(need: Need): void {
  need.tried.delete('object')
  need.problem = null
}

/** Takes the object itself. If it differs from the list though nobody changed it in between, it is read once more. */
async function takeOwn(state: State, own: Json, path: string, reader: GraphReader): Promise<void> {
  state.own = own
  const property = differing(state, own)
  if (property === undefined) return
  const again = await reader.readAlone(path)
  if (!again.ok || !isObject(again.value)) return
  state.own = { ...own, ...again.value }
  if (differing(state, state.own) !== undefined) state.doubts.push({ kind: 'listDiffers', property })
}

/** The name, if the list and the object itself have different ones with the same date. */
function differing({ type, item }: State, own: Json): string | undefined {
  const name = type.nameProperty
  const isSameDate =
    item['lastModifiedDateTime'] !== undefined && item['lastModifiedDateTime'] === own['lastModifiedDateTime']
  return isSameDate && name in item && name in own && item[name] !== own[name] ? name : undefined
}

/** The refusal is about the request, and not about this object. */
const isAboutOption = ({ message }: GraphProblem): boolean => /\$?(expand|select)|not supported|OData/i.test(message)

/** The parts that a refusal names; all of them if it names none. */
function mentioned(problem: GraphProblem, needs: readonly Need[]): readonly Need[] {
  const named = needs.filter(({ part }) => problem.message.includes(`'${part.property}'`))
  return named.length > 0 ? named : needs
}

/** Selected properties, merged over the listed object. An object that wasn't listed is read without the option too. */
function askSelected(state: State, path: string, select: string): Asked[] {
  const ask = (asked: string, names: readonly string[]): Asked => ({
    read: { path: asked, list: false },
    async take(batched, reader) {
      const answer = await rightObject(reader, state.type, state.item, asked, batched)
      const value = answer.ok && isObject(answer.value) ? answer.value : {}
      if (!answer.ok) state.problem = answer.problem
      else if (names.some((name) => !(name in value))) state.problem = failed('incomplete', words.problems.incomplete)
      else state.own = { ...state.own, ...value }
    },
  })
  const selected = ask(`${path}?$select=${select}`, select.split(','))
  return state.type.nameProperty in state.item ? [selected] : [ask(path, []), selected]
}

function resultOf(state: State, book: RouteBook): Read<ReadParts> {
  if (state.problem) return { ok: false, problem: state.problem }
  const doubts: Doubt[] = [...state.doubts]
  const parts = new Map<string, unknown>()
  for (const need of state.needs) {
    noteWrongRoutes(state, need, book)
    if (need.resolved) {
      if (need.value !== undefined) parts.set(need.part.property, need.value)
      continue
    }
    if (need.looks.length === 0) return { ok: false, problem: need.problem ?? unanswered }
    // An expand that may be cut is no whole answer, and the part's own path failed.
    const isCut = need.part.countedBy !== undefined && !need.looks.some(({ route }) => route === 'below')
    if (need.problem && isCut) return { ok: false, problem: need.problem }
    // One empty answer is no proof, and the second look failed.
    const isUnproven = need.looks.length === 1 || (need.problem !== null && isPassing(need.problem))
    if (need.problem && isUnproven && need.looks.every(({ items }) => items.length === 0))
      return { ok: false, problem: need.problem }
    const { items, doubt } = settled(need.part, need.looks, factsFor(state, need))
    if (items !== undefined) parts.set(need.part.property, items)
    if (doubt) doubts.push(doubt)
  }
  const tooLong = state.needs.filter((need) => need.isTooLong).map(({ part }) => part.property)
  return { ok: true, value: { own: state.own, parts, doubts, tooLong } }
}

const unanswered = failed('noAnswer', '')

/** An expand that was empty where another route had something is no longer asked for (G-61). */
function noteWrongRoutes({ type }: State, { part, looks }: Need, book: RouteBook): void {
  if (!looks.some(({ items }) => items.length > 0)) return
  for (const { route, items } of looks)
    if (items.length === 0 && route !== 'below') book.leave(type, part, route, 'empty')
}
