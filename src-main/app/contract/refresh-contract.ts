import { breathe } from '../breathe.ts'
import type { GraphContract } from '#domain/graph-contract/graph-contract.ts'
import type { Json } from '#domain/json.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { policyTypes } from '#domain/policy-types/registry.ts'
import { reachableTypes } from '#domain/graph-contract/published.ts'
import { unknownIn, type UnknownName } from '#domain/restore/unknown-parts.ts'
import { cloudOf } from '../cloud-of.ts'
import type { GraphReader } from '../ports/graph.ts'
import type { RunWork } from '../runs/run-context.ts'

/** Fetched at most this often: metadata has several megabytes, and changes about once a week. */
const everyMs = 24 * 60 * 60 * 1000

/** Captured objects with something that the contract of a run doesn't know. */
export interface UnknownObjects {
  add(type: PolicyType, document: Json): void
  readonly isEmpty: boolean
  /** What a contract doesn't know of them, once for each place of each Graph type. */
  namesIn(contract: GraphContract): readonly UnknownName[]
}

/** Most objects to remember. More of them rarely have other names. */
const most = 500

export function createUnknownObjects({ contract }: Pick<RunWork, 'contract'>): UnknownObjects {
  const found: { readonly type: PolicyType; readonly document: Json }[] = []
  return {
    add(type, document) {
      if (found.length < most && unknownIn(contract, type, document).length > 0) found.push({ type, document })
    },
    get isEmpty() {
      return found.length === 0
    },
    namesIn(current) {
      const names = found.flatMap(({ type, document }) => unknownIn(current, type, document))
      return [...new Map(names.map((name) => [`${name.graphType} ${name.what} ${name.path}`, name])).values()]
    },
  }
}

/**
 * Fetches what the tenant's cloud publishes, if a capture met something that the contract doesn't know, and if that
 * wasn't tried for a day. A failure is logged and changes nothing.
 *
 * @returns what isn't known after that
 */
export async function refreshContract(
  context: RunWork,
  reader: GraphReader,
  unknown: UnknownObjects,
): Promise<readonly UnknownName[]> {
  if (unknown.isEmpty) return []
  const { store, contracts } = context.ports
  await fetchWhenDue(context, reader)
  return unknown.namesIn(await contracts.of(store, cloudOf(context.tenant)))
}

async function fetchWhenDue(context: RunWork, reader: GraphReader): Promise<void> {
  const { store, clock, log, contracts } = context.ports
  const cloud = cloudOf(context.tenant)
  const now = clock.now()
  const { triedAt } = await store.contracts.dates(cloud)
  if (triedAt !== null && now.getTime() - Date.parse(triedAt) < everyMs) return
  const published = await reader.publishedTypes()
  if (!published.ok) {
    log.warn({ cloud, status: published.problem.status }, 'the published types could not be read')
    await store.contracts.tried(cloud, now.toISOString())
    return
  }
  await breathe()
  const roots = policyTypes.map(({ rootType }) => rootType)
  await store.contracts.save(cloud, reachableTypes(published.value, contracts.builtIn, roots), now.toISOString())
}
