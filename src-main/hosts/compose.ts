import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCore, type Core } from '#app/core.ts'
import type { Vault } from '#app/ports/ports.ts'
import { createGraphContract, type ContractData } from '#domain/graph-contract/graph-contract.ts'
import type { SettingDefinition } from '#domain/settings-catalog/setting-definition.ts'
import { createAuth } from '#infra/auth/auth.ts'
import { systemClock } from '#infra/clock.ts'
import { folderFiles } from '#infra/files/folder-files.ts'
import { createGraphConnector, type ConnectorPorts } from '#infra/graph/connector.ts'
import { createLog } from '#infra/log/log.ts'
import { openStore } from '#infra/store/open.ts'
import { takeWorkLock } from '#infra/store/work-lock.ts'
import { createDemoTenant } from './demo-tenant.ts'
import { createRehearsals } from './rehearsals.ts'

export interface HostOptions {
  readonly host: 'electron' | 'web' | 'cli'
  readonly version: string
  readonly dataFolder: string
  /** Folder with the Graph contract, the demo seed and the built-in setting definitions. */
  readonly resources: string
  readonly vault: Vault
  readonly logToStderr: boolean
  readonly demoLatencyMs?: number
  /** Opens an address in the system browser, where there is one. */
  readonly openBrowser?: (url: string) => Promise<void>
  /** What may be asked of Graph; the documented limits when left out. */
  readonly graphLimits?: ConnectorPorts['limits']
}

/** Puts the core together for a Node host. @throws Failure when the data folder cannot be used */
export function composeCore(options: HostOptions): Core {
  const { dataFolder, resources } = options
  const newId = () => crypto.randomUUID()
  const { store, close } = openStore(dataFolder, newId)
  const log = createLog(dataFolder, { stderr: options.logToStderr })
  const demo = createDemoTenant({
    resources,
    dataFolder,
    ...(options.demoLatencyMs === undefined ? {} : { latencyMs: options.demoLatencyMs }),
  })
  const auth = createAuth({
    vault: options.vault,
    caches: store.tokenCaches,
    clock: systemClock,
    environment: process.env,
    openBrowser: options.openBrowser ?? (() => Promise.reject(new Error('no browser'))),
  })
  const core = createCore({
    store,
    auth,
    graph: createGraphConnector({
      clock: systemClock,
      log,
      tokens: auth,
      demo,
      ...(options.graphLimits ? { limits: options.graphLimits } : {}),
    }),
    clock: systemClock,
    newId,
    vault: options.vault,
    files: folderFiles,
    log,
    demo,
    rehearsals: createRehearsals({ resources, clock: systemClock, log }),
    contract: createGraphContract(readJson(join(resources, 'graph-contract.json')) as ContractData),
    settingDefinitions: new Map(
      (readJson(join(resources, 'setting-definitions.json')) as SettingDefinition[]).map((definition) => [
        definition.id,
        definition,
      ]),
    ),
    info: { version: options.version, host: options.host, dataFolder },
    takeWorkLock: () => takeWorkLock(dataFolder),
  })
  return {
    ...core,
    async close() {
      await core.close()
      await demo.close()
      await close()
    },
  }
}

/** Files that ship with the product; their shape is checked where they are made. */
const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))
