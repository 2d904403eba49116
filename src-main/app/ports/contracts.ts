import type { ContractData } from '#domain/graph-contract/graph-contract.ts'

/** Types that a cloud of Microsoft Graph publishes, as far as policy types lead to them. */
export interface ContractRepository {
  /** When a cloud's types were fetched, and when that was last tried; null where it never was. */
  dates(cloud: string): Promise<{ readonly fetchedAt: string | null; readonly triedAt: string | null }>
  /** The fetched types; undefined if there are none. */
  find(cloud: string): Promise<ContractData | undefined>
  save(cloud: string, data: ContractData, at: string): Promise<void>
  /** Records an attempt without a result. */
  tried(cloud: string, at: string): Promise<void>
}
