/** Choices of the mapping between two tenants, kept from plan to plan (spec 006). */
export interface MappingRepository {
  /** By `kind/source id`: an id of the target, or null to leave the reference out. */
  find(sourceTenantId: string, targetTenantId: string): Promise<Map<string, string | null>>
  save(
    sourceTenantId: string,
    targetTenantId: string,
    choices: ReadonlyMap<string, string | null>,
    at: string,
  ): Promise<void>
  /** Removes a saved choice, or all choices of the two tenants if no key is given. */
  forget(sourceTenantId: string, targetTenantId: string, key?: string): Promise<void>
}
