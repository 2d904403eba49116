import { createGraphContract, type ContractData, type GraphContract } from '#domain/graph-contract/graph-contract.ts'
import { mergeSteps } from '#domain/graph-contract/published.ts'
import { breathe, inTurns } from '../breathe.ts'
import type { ReadStore } from '../ports/store.ts'

/** Microsoft's published types, as far as they are known for each cloud. */
export interface ContractBook {
  /** The types that ship with the app. */
  readonly builtIn: ContractData
  /** The newest types that a cloud is known to have: those that were fetched, or those that ship with the app. */
  of(store: Pick<ReadStore, 'contracts'>, cloud: string): Promise<GraphContract>
}

/**
 * Keeps the types of each cloud in memory until newer ones are fetched.
 *
 * @param read reads the types that ship with the app. They are read when somebody needs them: a list of tenants doesn't.
 */
export function createContractBook(read: () => ContractData): ContractBook {
  const builtIn = once(read)
  const shipped = once(() => createGraphContract(builtIn()))
  const kept = new Map<string, { readonly fetchedAt: string; readonly contract: GraphContract }>()
  return {
    get builtIn() {
      return builtIn()
    },
    async of(store, cloud) {
      const { fetchedAt } = await store.contracts.dates(cloud)
      if (fetchedAt === null) return shipped()
      const known = kept.get(cloud)
      if (known?.fetchedAt === fetchedAt) return known.contract
      const published = await store.contracts.find(cloud)
      if (!published) return shipped()
      await breathe()
      const contract = createGraphContract(await inTurns(mergeSteps(builtIn(), published)))
      kept.set(cloud, { fetchedAt, contract })
      return contract
    },
  }
}

/** The result of the first call, for all calls. */
function once<Result>(make: () => Result): () => Result {
  let made: { readonly result: Result } | undefined
  return () => (made ??= { result: make() }).result
}
