import type { ICachePlugin, TokenCacheContext } from '@azure/msal-node'
import type { Clock, Vault } from '#app/ports/ports.ts'
import type { TokenCacheRepository } from '#app/ports/tenants.ts'

/** The token caches of tenants while this process runs. */
export interface CacheMemory {
  /** Their content, where nothing can seal it. */
  readonly contents: Map<string, string>
  /** Who is reading and writing one comes after who did so before. */
  readonly turns: Map<string, Promise<void>>
}
export const cacheMemory = (): CacheMemory => ({ contents: new Map(), turns: new Map() })

/** msal releases a cache within milliseconds. If it ever doesn't, the next one goes on this long after its turn began. */
const mostTurnMs = 5_000

/**
 * Keeps the token cache of msal for a tenant sealed in the store. Without a vault, it stays in memory, and the person
 * has to sign in again after a restart (000-4).
 */
export function createTokenCache(
  ports: { vault: Vault; caches: TokenCacheRepository; clock: Clock; memory: CacheMemory },
  tenantId: string,
): ICachePlugin {
  const { vault, caches, clock, memory } = ports
  const { contents, turns } = memory
  const releases = new WeakMap<TokenCacheContext, () => void>()

  /** Each client of msal reads the cache, changes it and writes it. Two at once would undo each other's changes. */
  async function take(context: TokenCacheContext): Promise<void> {
    const earlier = turns.get(tenantId) ?? Promise.resolve()
    const { promise: own, resolve: release } = Promise.withResolvers<void>()
    turns.set(
      tenantId,
      earlier.then(() => own),
    )
    await earlier
    const timer = setTimeout(release, mostTurnMs)
    timer.unref()
    releases.set(context, () => {
      clearTimeout(timer)
      release()
    })
  }

  return {
    async beforeCacheAccess(context) {
      await take(context)
      try {
        const sealed = await caches.find(tenantId)
        // Another process may have signed in or out, so the stored cache takes precedence over memory.
        const text = (sealed ? await vault.open(sealed) : null) ?? contents.get(tenantId)
        context.tokenCache.deserialize(text ?? '')
      } catch (error) {
        releases.get(context)?.()
        throw error
      }
    },
    async afterCacheAccess(context) {
      try {
        if (context.cacheHasChanged) await keep(context.tokenCache.serialize())
      } finally {
        releases.get(context)?.()
      }
    },
  }

  async function keep(text: string): Promise<void> {
    const sealed = await vault.seal(text)
    if (sealed) return caches.save(tenantId, sealed, clock.now().toISOString())
    contents.set(tenantId, text)
    // A cache that an earlier start sealed doesn't belong to this sign-in.
    await caches.remove(tenantId)
  }
}
