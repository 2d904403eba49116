import { failure } from '#contract/errors.ts'
import type { Core } from '#app/core.ts'
import type { Log, Vault } from '#app/ports/ports.ts'
import { createLimitedCore } from '#app/limited-core.ts'
import { systemClock } from '#infra/clock.ts'
import { createLog } from '#infra/log/log.ts'
import { createStoreKeys } from '#infra/store/encryption/store-keys.ts'
import { isUpdateDue } from '#infra/store/update.ts'
import { composeCore, scheduledShell, type HostOptions } from './compose.ts'
import { createStorageControl, type HostStorage } from './storage-control.ts'
import { superviseCore, type SupervisedCore } from './supervisor.ts'
import { words } from './words.ts'

/** What a host with a window or a server adds to the options of its core. */
export interface SupervisedHost extends Omit<HostOptions, 'storage' | 'storeKey' | 'log' | 'vault'> {
  readonly vault: Vault
  /** A passphrase from the environment, tried where somebody chose one for the database. */
  readonly passphrase?: string | null
  /** Bytes from which a database of an earlier version is updated with progress; 30 MB by default. */
  readonly largeFrom?: number
  /** Ends the host with a message for the user, because restarts didn't help. */
  readonly giveUp: (sentence: string) => void
}

/**
 * Opens the core of a host behind a supervisor. Where the database can't be opened, a limited core answers what helps to
 * open it again.
 *
 * @throws Failure if the data folder can't be used
 */
export async function superviseHost({ passphrase, giveUp, ...options }: SupervisedHost): Promise<SupervisedCore> {
  const { dataFolder, vault } = options
  const keys = createStoreKeys(dataFolder, vault, passphrase ?? null)
  const open = (log: Log | undefined): Log => log ?? createLog(dataFolder, { stderr: options.logToStderr })
  // Used only once the core is there.
  let supervised: SupervisedCore | undefined
  const storage = createStorageControl({
    folder: dataFolder,
    vault,
    keys,
    rebuild: (work) => supervised?.rebuild(work),
    publish: (name, data) => supervised?.core.publish(name, data),
    largeFrom: options.largeFrom,
    log: { error: (fields, message) => supervised?.log.error(fields, message) },
  })
  supervised = await superviseCore({
    async open(log) {
      const storeKey = await keys.current()
      // With a core, nobody would see how far it is.
      if (isUpdateDue(dataFolder, storeKey, options.largeFrom)) throw failure('storage', words.storage.mustUpdate)
      return composeCore({ ...options, log, storage, storeKey })
    },
    limited(problem, earlier) {
      const log = open(earlier)
      const core = createLimitedCore(problem, {
        shell: options.shell ?? scheduledShell(dataFolder),
        storage,
        vault,
        info: { version: options.version, host: options.host, dataFolder, user: '' },
        log,
        clock: systemClock,
      })
      return { ...core, log, abandon: () => core.close() }
    },
    giveUp,
  })
  return { ...supervised, core: stoppable(supervised.core, storage) }
}

/** While work on the database goes on, calls wait for its end. The one that stops it doesn't, and an end stops it, too. */
const stoppable = (core: Core, { stop }: Pick<HostStorage, 'stop'>): Core => ({
  ...core,
  async callUntrusted(name, input) {
    if (name !== 'storage.stop') return core.callUntrusted(name, input)
    stop()
    return { result: {} }
  },
  close(gently) {
    stop()
    return core.close(gently)
  },
})
