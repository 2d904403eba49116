import { edgesOf } from '#domain/dependencies/edges.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { settingIdsOf } from '#domain/settings-catalog/setting-ids.ts'
import { words } from '#domain/readable/words.ts'
import { createReadables, type Readables } from '../api/readable-version.ts'
import { breathe } from '../breathe.ts'
import type { Ports } from '../ports/ports.ts'
import { searchPlaces, type DueVersion, type PlaceWords, type VersionWords } from '../ports/search.ts'
import type { ReadStore } from '../ports/store.ts'
import type { LoadedVersion } from '../ports/versions.ts'
import { wordsWithout } from './words-in.ts'

type Needs = Pick<Ports, 'settingDefinitions' | 'contracts'> & {
  readonly store: Pick<ReadStore, 'versions' | 'tenants' | 'definitions' | 'contracts'>
  readonly log: Pick<Ports['log'], 'error'>
}

/** Number of versions to store in one transaction: the index writes them in one piece. */
const sliceSize = 25
const guids = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi

/**
 * Derives words and references for every version where they are due: new versions after each capture, the versions
 * before them, and all of them once after an update.
 *
 * @param between runs between slices; it may throw to stop
 */
export async function deriveWords(
  ports: Needs & Pick<Ports, 'store'>,
  between: (done: number) => Promise<void>,
): Promise<void> {
  for (let done = 0; ;) {
    const slice = await inTurn(ports.store, async () => {
      const due = await ports.store.search.due(sliceSize)
      if (due.length > 0) await ports.store.search.add(await deriveSlice(ports, due))
      return due.length
    })
    if (slice === 0) return
    done += slice
    await between(done)
  }
}

/** Runs that end together would derive the same versions. Each of their slices takes what the one before it left. */
const turns = new WeakMap<object, Promise<unknown>>()

function inTurn<Result>(store: object, work: () => Promise<Result>): Promise<Result> {
  const turn = (turns.get(store) ?? Promise.resolve()).then(work)
  turns.set(
    store,
    turn.catch(() => undefined),
  )
  return turn
}

async function deriveSlice(ports: Needs, due: readonly DueVersion[]): Promise<VersionWords[]> {
  const texts = await textsOf(ports, [
    ...new Set(due.flatMap(({ versionId, nextId }) => [versionId, nextId ?? []].flat())),
  ])
  const found: VersionWords[] = []
  for (const { versionId, nextId } of due) {
    await breathe()
    const own = texts.get(versionId) ?? nothing
    const next = nextId === null ? null : (texts.get(nextId) ?? nothing)
    found.push({
      versionId,
      nextId,
      words: next === null ? own.words : wordsLeft(own.words, next.words),
      edges: next === null ? own.edges : [],
    })
  }
  return found
}

/** The words of a version that the next one doesn't have. */
const wordsLeft = (own: PlaceWords, next: PlaceWords): PlaceWords =>
  Object.fromEntries(searchPlaces.map((place) => [place, wordsWithout(own[place], next[place])])) as Record<
    (typeof searchPlaces)[number],
    string
  >

/** All words of a version, by place. */
export async function placeWordsOf(ports: Needs, versionId: string): Promise<PlaceWords> {
  return ((await textsOf(ports, [versionId])).get(versionId) ?? nothing).words
}

type Texts = Pick<VersionWords, 'words' | 'edges'>

const named = (name: string): Texts => ({ words: { name, settings: '', scripts: '', ids: '' }, edges: [] })
const nothing = named('')

async function textsOf(ports: Needs, versionIds: readonly string[]): Promise<Map<string, Texts>> {
  const readables = createReadables(ports)
  const found = new Map<string, Texts>()
  for (const version of await loaded(ports, versionIds)) {
    // One after the other: together, their documents would arrive in one turn of the event loop.
    await breathe()
    found.set(version.id, await textsIn(ports, readables, version))
  }
  for (const id of versionIds)
    if (!found.has(id)) found.set(id, named((await ports.store.versions.find(id))?.name ?? ''))
  return found
}

/** The versions that can be read. Verification finds damaged content; here, it only has a name. */
async function loaded(ports: Needs, versionIds: readonly string[]): Promise<LoadedVersion[]> {
  const { versions } = ports.store
  const load = async (ids: readonly string[]): Promise<LoadedVersion[]> => {
    const found: LoadedVersion[] = []
    for await (const version of versions.load(ids)) found.push(version)
    return found
  }
  const all = await load(versionIds).catch(() => null)
  if (all) return all
  const found: LoadedVersion[] = []
  for (const id of versionIds) found.push(...(await load([id]).catch(() => [])))
  return found
}

/**
 * A version that can't be processed, for example from another release, only has its name, so that it doesn't block
 * later versions.
 */
async function textsIn(ports: Needs, readables: Readables, version: LoadedVersion): Promise<Texts> {
  try {
    return await read(readables, version)
  } catch (error) {
    ports.log.error(
      { versionId: version.id, error: error instanceof Error ? error.stack : String(error) },
      'a version could not be made searchable',
    )
    return named(version.name)
  }
}

async function read(readables: Readables, version: LoadedVersion): Promise<Texts> {
  const { document, name, type, tenantId } = version
  const sections = await readables.read({ tenantId, type }, document, new Map(Object.entries(version.names)))
  // A policy with many settings takes its turn for each of these alone.
  await breathe()
  const text = JSON.stringify(document)
  // The name has its own column. As a setting, it would be found twice.
  const described = sections
    .flatMap((section) => section.rows)
    .filter((row) => !(row.name === words.basics.name && row.value === name))
  const ids = [...new Set([...(text.match(guids) ?? []).map((id) => id.toLowerCase()), ...settingIdsOf(document)])]
  await breathe()
  return {
    words: {
      name,
      settings: described
        .filter((row) => row.language === undefined)
        .map((row) => `${row.name}: ${row.value}`)
        .join('\n'),
      scripts: described
        .filter((row) => row.language !== undefined)
        .map((row) => row.value)
        .join('\n'),
      ids: ids.join('\n'),
    },
    edges: edgesOf(policyTypeOf(type), document),
  }
}
