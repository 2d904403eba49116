import type { Ports } from '../ports/ports.ts'
import type { ReadStore } from '../ports/store.ts'
import { newestFirst, type SearchHit, type SearchPlace, type SearchScope } from '../ports/search.ts'
import { placeWordsOf } from './derive-words.ts'
import { hasWords, wordsIn } from './words-in.ts'

type Needs = Pick<Ports, 'settingDefinitions' | 'contracts' | 'log'> & {
  readonly store: Pick<ReadStore, 'search' | 'versions' | 'tenants' | 'definitions' | 'contracts'>
}

/** Finds versions by place: names, settings with values, scripts, IDs. The newest one of each policy, newest first. */
export async function findWords(
  ports: Needs,
  text: string,
  scope: SearchScope,
  limit: number,
): Promise<Record<'names' | 'settings' | 'scripts' | 'ids', SearchHit[]>> {
  const words = [...new Set(wordsIn(text))]
  const at = async (place: SearchPlace): Promise<SearchHit[]> => {
    const found = await ports.store.search.find(place, words, scope, limit)
    const isWhole = scope.current || (words.length === 1 && scope.capturedBefore === null)
    return isWhole ? found : withOlder(ports, place, words, scope, limit, found)
  }
  const [names, settings, scripts, ids] = [await at('name'), await at('settings'), await at('scripts'), await at('ids')]
  return { names, settings, scripts, ids }
}

/** Adds older versions of which only their text says whether they have all the words. */
async function withOlder(
  ports: Needs,
  place: SearchPlace,
  words: readonly string[],
  scope: SearchScope,
  limit: number,
  found: readonly SearchHit[],
): Promise<SearchHit[]> {
  const hits = new Map(found.map((hit) => [hit.policyId, hit]))
  const checked = new Set<string>()
  for (const most of portions) {
    const candidates = await ports.store.search.candidates(place, words, scope, most)
    for (const candidate of candidates.hits) {
      if (lowestOf(hits, limit) > candidate.row) break
      if (checked.has(candidate.versionId) || (hits.get(candidate.policyId)?.row ?? 0) >= candidate.row) continue
      checked.add(candidate.versionId)
      const own = await placeWordsOf(ports, candidate.versionId)
      if (hasWords(own[place], words)) hits.set(candidate.policyId, candidate)
    }
    if (candidates.openBelow === 0 || lowestOf(hits, limit) >= candidates.openBelow) break
  }
  return [...hits.values()].toSorted(newestFirst).slice(0, limit)
}

/** The lowest row that is shown; -1 if there is room for more. */
const lowestOf = (hits: ReadonlyMap<string, SearchHit>, limit: number): number =>
  hits.size < limit ? -1 : [...hits.values()].toSorted(newestFirst)[limit - 1]!.row

/**
 * Of the versions that lost a word, so many of the newest are looked at. The first are enough most often. More than the
 * last would hold the window up, and whoever looks for something older can say when it was.
 */
const portions = [200, 3_200, 51_200]
