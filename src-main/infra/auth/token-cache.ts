import type { ICachePlugin } from '@azure/msal-node'
import type { Clock, Vault } from '#app/ports/ports.ts'
import type { TokenCacheRepository } from '#app/ports/tenants.ts'

/** The text of a tenant's token cache for as long as this process lives. */
export type CacheMemory = Map<string, string>

/**
 * Keeps msal's token cache of a tenant sealed in the store. Where nothing can seal it, it stays in memory and the
 * person signs in again after a restart (000-4).
 */
export function createTokenCache(
  ports: { vault: Vault; caches: TokenCacheRepository; clock: Clock; memory: CacheMemory },
  tenantId: string,
): ICachePlugin {
  const { vault, caches, clock, memory } = ports
  return {
    async beforeCacheAccess(context) {
      const sealed = await caches.find(tenantId)
      // Another process may have signed in or out meanwhile: what is stored goes before what is remembered.
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
        // What an earlier start sealed is not of this sign-in.
        await caches.remove(tenantId)
      }
    },
  }
}
