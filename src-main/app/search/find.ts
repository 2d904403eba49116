import type { Ports } from '../ports/ports.ts'
import type { ReadStore } from '../ports/store.ts'
import type { SearchPlace, SearchScope, SearchHit } from '../ports/search.ts'
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
  const words = wordsIn(text)
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
  for (const candidate of await ports.store.search.candidates(place, words, scope)) {
    const sorted = [...hits.values()].toSorted(newestFirst)
    if (sorted.length >= limit && sorted[limit - 1]!.row > candidate.row) break
    if ((hits.get(candidate.policyId)?.row ?? 0) >= candidate.row) continue
    const own = await placeWordsOf(ports, candidate.versionId)
    if (hasWords(own[place], words)) hits.set(candidate.policyId, candidate)
  }
  return [...hits.values()].toSorted(newestFirst).slice(0, limit)
}

const newestFirst = (left: SearchHit, right: SearchHit): number => right.row - left.row
