import { edgesOf } from '#domain/dependencies/edges.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { settingIdsOf } from '#domain/settings-catalog/setting-ids.ts'
import type { Json } from '#domain/json.ts'
import { readableDocument } from '../api/readable-version.ts'
import { breathe } from '../breathe.ts'
import type { Ports } from '../ports/ports.ts'
import type { VersionWords } from '../ports/search.ts'
import { words } from '#domain/readable/words.ts'

/** Number of versions to store in one transaction: the index writes them in one piece. */
const sliceSize = 25
const guids = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi

/**
 * Derives words and references for every version without them: new versions after each capture, older ones once.
 *
 * @param between runs between slices; it may throw to stop
 */
export async function deriveWords(
  ports: Pick<Ports, 'store' | 'settingDefinitions' | 'contracts'> & { readonly log: Pick<Ports['log'], 'error'> },
  between: (done: number) => Promise<void>,
): Promise<void> {
  const turn = (turns.get(ports.store) ?? Promise.resolve()).then(async () => deriveAll(ports, between))
  turns.set(
    ports.store,
    turn.catch(() => undefined),
  )
  return turn
}

/** Runs that end together would derive the same versions. The second one waits, and finds what the first one left. */
const turns = new WeakMap<object, Promise<unknown>>()

async function deriveAll(
  ports: Parameters<typeof deriveWords>[0],
  between: (done: number) => Promise<void>,
): Promise<void> {
  for (let done = 0; ;) {
    const ids = await ports.store.search.pending(sliceSize)
    if (ids.length === 0) return
    // One after the other: together, their documents would arrive in one turn of the event loop.
    const found: VersionWords[] = []
    for (const id of ids) found.push(await wordsOf(ports, id))
    await ports.store.search.add(found)
    done += ids.length
    await between(done)
  }
}

/**
 * A version that can't be processed, for example from another release, has no words, so that it doesn't block later
 * versions.
 */
async function wordsOf(
  ports: Pick<Ports, 'store' | 'settingDefinitions' | 'contracts'> & { readonly log: Pick<Ports['log'], 'error'> },
  versionId: string,
): Promise<VersionWords> {
  try {
    return await wordsIn(ports, versionId)
  } catch (error) {
    ports.log.error(
      { versionId, error: error instanceof Error ? error.stack : String(error) },
      'a version could not be made searchable',
    )
    return {
      versionId,
      name: (await ports.store.versions.find(versionId))?.name ?? '',
      settings: '',
      scripts: '',
      ids: '',
      edges: [],
    }
  }
}

async function wordsIn(
  ports: Pick<Ports, 'store' | 'settingDefinitions' | 'contracts'>,
  versionId: string,
): Promise<VersionWords> {
  const version = await ports.store.versions.find(versionId)
  const document = await ports.store.versions.document(versionId).catch((): Json | null => null)
  // Verification finds damaged content. Here, it only has no words.
  if (!version || !document)
    return { versionId, name: version?.name ?? '', settings: '', scripts: '', ids: '', edges: [] }
  const rows = (await readableDocument(ports, version, document, new Map(Object.entries(version.names)))).flatMap(
    (section) => section.rows,
  )
  // A policy with many settings takes its turn for each of these alone.
  await breathe()
  const text = JSON.stringify(document)
  // The name has its own column. As a setting, it would be found twice.
  const described = rows.filter((row) => !(row.name === words.basics.name && row.value === version.name))
  const found = [...new Set([...(text.match(guids) ?? []).map((id) => id.toLowerCase()), ...settingIdsOf(document)])]
  await breathe()
  return {
    versionId,
    name: version.name,
    settings: described
      .filter((row) => row.language === undefined)
      .map((row) => `${row.name}: ${row.value}`)
      .join('\n'),
    scripts: described
      .filter((row) => row.language !== undefined)
      .map((row) => row.value)
      .join('\n'),
    ids: found.join('\n'),
    edges: edgesOf(policyTypeOf(version.type), document),
  }
}
