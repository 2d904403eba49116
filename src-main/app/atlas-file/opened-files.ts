import type { Ports } from '../ports/ports.ts'

/**
 * Removes what was only opened to read, when the app ends, and at a start after one that was cut off. A file that can't
 * be removed now is tried again at the next start.
 */
export async function closeOpenedFiles({ store, log }: Pick<Ports, 'store' | 'log'>): Promise<void> {
  try {
    for (const { id, openedFile } of await store.tenants.list()) {
      if (openedFile === null) continue
      await store.tokenCaches.remove(id)
      await store.tenants.remove(id)
    }
  } catch (error) {
    log.warn({ error: String(error) }, 'an opened file could not be closed')
  }
}
