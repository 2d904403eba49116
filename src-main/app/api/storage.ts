import type { storage } from '#contract/api/storage.ts'
import { Failure } from '#contract/errors.ts'
import type { ReadStore } from '../ports/store.ts'
import type { Handlers } from './handlers.ts'
import { words } from './words.ts'

export const storageHandlers: Handlers<keyof typeof storage> = {
  'storage.get': async (_input, { ports }) => ports.storage.state(null),
  'storage.newRecoveryKey': async (_input, { storage }) => ({ recoveryKey: storage.newRecoveryKey() }),
  'storage.encrypt': async ({ recoveryKey, passphrase }, { storage, store, afterCommit }) => {
    await requireRest(store)
    afterCommit(await storage.encrypt(recoveryKey, passphrase))
    return {}
  },
  'storage.decrypt': async (_input, { storage, store, afterCommit }) => {
    await requireRest(store)
    afterCommit(await storage.decrypt())
    return {}
  },
  'storage.setRecoveryKey': async ({ recoveryKey }, { storage }) => {
    await storage.setRecoveryKey(recoveryKey)
    return {}
  },
  'storage.setPassphrase': async ({ passphrase }, { storage }) => {
    await storage.setPassphrase(passphrase)
    return {}
  },
  'storage.unlock': async (typed, { storage, afterCommit }) => {
    afterCommit(await storage.unlock(typed))
    return {}
  },
  'storage.useCopy': async ({ name }, { storage, store, afterCommit }) => {
    await requireRest(store)
    afterCommit(await storage.useCopy(name))
    return {}
  },
  'storage.compact': async (_input, { storage, store, afterCommit }) => {
    await requireRest(store)
    afterCommit(await storage.compact())
    return {}
  },
  'storage.update': async (_input, { storage, afterCommit }) => {
    afterCommit(await storage.update())
    return {}
  },
  'storage.stop': async (_input, { storage }) => {
    storage.stop()
    return {}
  },
  'storage.salvage': async (_input, { storage, store, afterCommit }) => {
    await requireRest(store)
    afterCommit(await storage.salvage())
    return {}
  },
}

/** A run would be cut off. @throws Failure `conflict` */
async function requireRest(store: Pick<ReadStore, 'runs'>): Promise<void> {
  const runs = await store.runs.unfinished()
  if (runs.length > 0)
    throw new Failure('conflict', words.storage.runsAreActive(runs.length), { hint: words.storage.waitForRuns })
}
