import type { ICachePlugin } from '@azure/msal-node'
import type { Clock, Vault } from '#app/ports/ports.ts'
import type { TokenCacheRepository } from '#app/ports/tenants.ts'

/** The content of a tenant's token cache while this process runs. */
export type CacheMemory = Map<string, string>

/**
 * Keeps the token cache of msal for a tenant sealed in the store. Without a vault, it stays in memory, and the person
 * has to sign in again after a restart (000-4).
 */
export function createTokenCache(
  ports: { vault: Vault; caches: TokenCacheRepository; clock: Clock; memory: CacheMemory },
  tenantId: string,
): ICachePlugin {
  const { vault, caches, clock, memory } = ports
  return {
    async beforeCacheAccess(context) {
      const sealed = await caches.find(tenantId)
      // Another process may have signed in or out, so the stored cache takes precedence over memory.
      const text = (sealed ? await vault.open(sealed) : null) ?? memory.get(tenantId)
      context.tokenCache.deserialize(text ?? '')
    },
    async afterCacheAccess(context) {
      if (!context.cacheHasChanged) return
      const text = context.tokenCache.serialize()
      const sealed = await vault.seal(text)
      if (sealed) await caches.save(tenantId, sealed, clock.now().toISOString())
      else {
        memory.set(tenantId, text)
        // A cache that an earlier start sealed doesn't belong to this sign-in.
        await caches.remove(tenantId)
      }
    },
  }
}
