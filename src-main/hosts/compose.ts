import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { toAppError } from '#contract/errors.ts'
import { breathe } from '#app/breathe.ts'
import { createCore, type Core } from '#app/core.ts'
import type { HostShell, Log, Network, Ports, Vault } from '#app/ports/ports.ts'
import { createContractBook } from '#app/contract/contract-book.ts'
import type { ContractData } from '#domain/graph-contract/graph-contract.ts'
import type { SettingDefinition } from '#domain/settings-catalog/setting-definition.ts'
import { createCourier } from '#infra/alerts/courier.ts'
import { createAuth, type AuthPorts } from '#infra/auth/auth.ts'
import { windowsBroker } from '#infra/auth/broker.ts'
import { windowsCertificates } from '#infra/auth/windows-certificates.ts'
import { systemClock } from '#infra/clock.ts'
import { createAtlasFiles } from '#infra/files/atlas-files.ts'
import { exportReader } from '#infra/files/export-reader.ts'
import { signingKeyOf } from '#infra/files/signing-key.ts'
import { folderFiles } from '#infra/files/folder-files.ts'
import { createGraphConnector, type ConnectorPorts } from '#infra/graph/connector.ts'
import { reportFormats } from '#infra/report/report-formats.ts'
import { createLog } from '#infra/log/log.ts'
import type { StoreKey } from '#infra/store/encryption/connection.ts'
import { createStoreKeys } from '#infra/store/encryption/store-keys.ts'
import { openStore } from '#infra/store/open.ts'
import { sweepLeftovers } from '#infra/store/replacement.ts'
import { newId } from '#infra/system/new-id.ts'
import { takeWorkLock } from '#infra/store/work-lock.ts'
import { createDemoTenant } from './demo/demo-tenant.ts'
import { scheduledInCheckout } from './folders.ts'
import { createNodeNetwork } from '#infra/graph/node-network.ts'
import { createNoShell } from './no-shell.ts'
import { createRehearsals } from './rehearsals.ts'
import { trustSystemCertificates } from './trusted-certificates.ts'
import { createStorageControl, type HostStorage } from './storage-control.ts'
import { createSystemScheduler, thisComputer } from './system-scheduler.ts'

export interface HostOptions {
  readonly host: 'electron' | 'web' | 'cli'
  readonly version: string
  readonly dataFolder: string
  /** Folder with the Graph contract, the demo seed and the built-in setting definitions. */
  readonly resources: string
  readonly vault: Vault
  /** The program around the page; nothing of it by default. */
  readonly shell?: HostShell
  /** The way to Graph and Entra; Node's own by default. */
  readonly network?: Network
  /** The key of the database; null if it isn't encrypted. */
  readonly storeKey?: StoreKey | null
  /** What replaces the database; by default, nothing in this host does. */
  readonly storage?: HostStorage
  readonly logToStderr: boolean
  /** The log of an earlier core in this process; a new one by default. */
  readonly log?: Log | undefined
  readonly demoLatencyMs?: number
  /** Opens an address in the system browser, if there is one. */
  readonly openBrowser?: (url: string) => Promise<void>
  /** The broker of the system; that of Windows without a window by default. */
  readonly broker?: AuthPorts['broker']
  /** The certificate store of the system; that of Windows by default. */
  readonly certificates?: AuthPorts['certificates']
  /** Request limits of Graph; the documented limits by default. */
  readonly graphLimits?: ConnectorPorts['limits']
  /** Milliseconds that a read may take; a minute by default. */
  readonly graphReadTimeoutMs?: number
}

/** A core with additional parts for its host. */
export interface HostCore extends Core {
  readonly log: Log
  /**
   * Ends a core after an uncaught error. A run that doesn't stop in time loses the store and the work lock, so that the
   * next core can adopt it.
   *
   * @param withinMs milliseconds that the runs get
   */
  abandon(withinMs: number): Promise<void>
}

/** Creates the core for a Node host. @throws Failure when the data folder cannot be used */
export function composeCore(options: HostOptions): HostCore {
  const { dataFolder, resources } = options
  const { store, keepCopy, close: closeStore } = openStore(dataFolder, newId, breathe, options.storeKey ?? null)
  const log = options.log ?? createLog(dataFolder, { stderr: options.logToStderr })
  const demo = createDemoTenant({
    resources,
    dataFolder,
    clock: systemClock,
    openCore: (clock) => createCore({ ...ports, clock, takeWorkLock: null }),
    ...(options.demoLatencyMs === undefined ? {} : { latencyMs: options.demoLatencyMs }),
  })
  const network = options.network ?? createNodeNetwork(process.env, trustSystemCertificates)
  const auth = createAuth({
    fetch: network.fetch,
    vault: options.vault,
    caches: store.tokenCaches,
    clock: systemClock,
    environment: process.env,
    openBrowser: options.openBrowser ?? (() => Promise.reject(new Error('no browser'))),
    // Renewing in silence needs no window.
    broker: options.broker ?? windowsBroker(process.platform, () => undefined),
    certificates: options.certificates ?? (process.platform === 'win32' ? windowsCertificates() : null),
  })
  const storage = options.storage ?? storageOf(dataFolder, options.vault)
  let lock: ReturnType<typeof takeWorkLock> | undefined
  const copies = dailyCopies(
    // Nothing would be worth going back to.
    async () => void ((await store.tenants.list()).length > 0 && (await keepCopy(systemClock.now()))),
    log,
    storage,
  )
  const close = () => {
    copies.stop()
    return closeStore()
  }
  const ports: Ports = {
    store,
    auth,
    graph: createGraphConnector({
      clock: systemClock,
      log,
      tokens: auth,
      fetch: network.fetch,
      demo,
      breathe,
      ...(options.graphLimits ? { limits: options.graphLimits } : {}),
      ...(options.graphReadTimeoutMs === undefined ? {} : { readTimeoutMs: options.graphReadTimeoutMs }),
    }),
    clock: systemClock,
    newId,
    vault: options.vault,
    files: folderFiles,
    exports: exportReader,
    atlasFiles: createAtlasFiles(signingKeyOf(join(dataFolder, 'signing-key'), options.vault)),
    reportFormats,
    network,
    shell: options.shell ?? scheduledShell(dataFolder),
    storage,
    courier: createCourier(network, systemClock),
    log,
    demo,
    rehearsals: createRehearsals({ resources, clock: systemClock, log }),
    contracts: createContractBook(() => readJson(join(resources, 'graph-contract.json')) as ContractData),
    settingDefinitions: new Map(
      (readJson(join(resources, 'setting-definitions.json')) as SettingDefinition[]).map((definition) => [
        definition.id,
        definition,
      ]),
    ),
    info: { version: options.version, host: options.host, dataFolder, user: userOfComputer() },
    takeWorkLock: () => (lock = takeWorkLock(dataFolder)),
  }
  const core = createCore(ports)
  return {
    ...core,
    log,
    async recover() {
      await core.recover()
      try {
        // The work lock is taken, so nothing else is making them.
        sweepLeftovers(dataFolder)
      } catch (error) {
        // A backup program may be reading one. The next start tries again.
        log.warn({ error: String(error) }, 'leftovers could not be removed')
      }
      copies.start()
    },
    async close(gently) {
      await core.close(gently)
      await demo.close()
      await close()
    },
    async abandon(withinMs) {
      let timer: NodeJS.Timeout | undefined
      await Promise.race([core.close(), new Promise((resolve) => (timer = setTimeout(resolve, withinMs)))]).catch(
        (error: unknown) => log.error({ error: String(error) }, 'a failed core could not be closed'),
      )
      clearTimeout(timer)
      // Close the store before releasing the lock, because a core without the lock must not record anything.
      for (const end of [close, async () => lock?.release(), () => demo.close()])
        await end().catch((error: unknown) => log.error({ error: String(error) }, 'a failed core could not be closed'))
    },
  }
}

/** The shell of a host without a window: the scheduler of the system starts the command line of this checkout. */
export const scheduledShell = (folder: string): HostShell =>
  createNoShell(createSystemScheduler(scheduledInCheckout(folder), thisComputer(folder)))

/** The storage of a host that can't replace its database while it is open. */
const storageOf = (folder: string, vault: Vault): HostStorage =>
  createStorageControl({ folder, vault, keys: createStoreKeys(folder, vault), rebuild: null, publish: () => {} })

const hourMs = 60 * 60 * 1000

/** Copies the store when the app starts, and on each new day while it is open. */
function dailyCopies(
  copyOfToday: () => Promise<void>,
  log: Log,
  storage: HostStorage,
): { start(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  let isCopying = false
  const copy = (): void => {
    if (isCopying) return
    isCopying = true
    copyOfToday()
      .then(() => storage.noteCopy(null))
      .catch((error: unknown) => {
        // The store was closed in the middle of it.
        if (isStopped) return
        const { message, hint = '' } = toAppError(error)
        log.warn({ error: message }, 'no copy of the database could be kept')
        storage.noteCopy(`${message} ${hint}`.trim())
      })
      .finally(() => (isCopying = false))
  }
  return {
    start() {
      if (isStopped || timer) return
      copy()
      timer = setInterval(copy, hourMs)
      timer.unref()
    },
    stop() {
      isStopped = true
      clearInterval(timer)
    },
  }
}

/** Files that ship with the product. Their shape is checked when they are created. */
const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

/** The account that somebody uses this computer with; empty where the system knows none. */
function userOfComputer(): string {
  try {
    return userInfo().username
  } catch {
    return ''
  }
}
