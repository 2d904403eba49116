import Database from 'better-sqlite3'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Core } from '#app/core.ts'
import type { Input } from '#contract/api/api.ts'
import { RunId, TenantId } from '#contract/model/ids.ts'
import type { Plan } from '#contract/model/plans.ts'
import { resultOf, type Run, type RunItem } from '#contract/model/runs.ts'
import { composeCore, type HostOptions } from '#hosts/compose.ts'
import { createPassphraseVault, noVault } from '#infra/vault/passphrase-vault.ts'
import { startSimulator, type Simulator, type SimulatorOptions } from '#simulator/simulator.ts'

export const root = resolve(import.meta.dirname, '../..')
export const resources = join(root, 'resources')

type Objects = Readonly<Record<string, readonly object[]>>

/** A core on a data folder of its own, with simulated tenants around it. */
export interface Lab {
  core: Core
  readonly folder: string
  /** Starts a simulated tenant from a seed folder or from objects by collection, and connects it. */
  tenant(
    name: string,
    seed?: string | Objects,
    options?: Partial<SimulatorOptions>,
  ): Promise<{ id: TenantId; simulator: Simulator }>
  capture(tenantId: TenantId): Promise<Run>
  ended(tenantId: TenantId, runId: string): Promise<Run>
  items(tenantId: TenantId, runId: string): Promise<RunItem[]>
  plan(tenantId: TenantId, input: Omit<Input<'restore.plan'>, 'tenantId'>): Promise<Plan>
  unlock(tenantId: TenantId, name: string): Promise<void>
  /** Changes the database behind the product's back. */
  tamper(statements: string): Promise<void>
  /** Does something with the data folder while the core is closed. */
  between<T>(work: (dataFolder: string) => Promise<T>): Promise<T>
  /** Ends the core and opens another one on the same data folder, as a restart does. */
  reopen(options?: { readonly vault?: boolean; readonly storeKey?: HostOptions['storeKey'] }): Promise<void>
  close(): Promise<void>
}

/** Opens a lab; `vault: false` for a host without a keychain. */
export function openLab(
  options: {
    readonly vault?: boolean
    readonly documentedLimits?: boolean
    readonly readTimeoutMs?: number
    readonly broker?: HostOptions['broker']
    readonly network?: HostOptions['network']
    readonly certificates?: HostOptions['certificates']
    /** The database is encrypted with it. */
    readonly storeKey?: HostOptions['storeKey']
  } = {},
): Lab {
  const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-lab-'))
  let storeKey = options.storeKey ?? null
  const open = (vault: boolean) =>
    composeCore({
      host: 'cli',
      version: '0.0.0',
      dataFolder: join(folder, 'data'),
      resources,
      logToStderr: false,
      // The simulated service has its own limits; those of the real one are tested where they are kept.
      ...(options.documentedLimits
        ? {}
        : { graphLimits: () => ({ windowMs: 1_000, requests: 1_000_000, writes: 1_000_000, concurrency: 6 }) }),
      ...(options.readTimeoutMs === undefined ? {} : { graphReadTimeoutMs: options.readTimeoutMs }),
      ...(options.broker ? { broker: options.broker } : {}),
      ...(options.network ? { network: options.network } : {}),
      ...(options.certificates ? { certificates: options.certificates } : {}),
      storeKey,
      vault: vault ? createPassphraseVault('a passphrase for tests') : noVault,
    })
  const simulators: Simulator[] = []

  const lab: Lab = {
    core: open(options.vault !== false),
    folder,
    async tenant(name, seed, more = {}) {
      const seedFolder = typeof seed === 'string' ? seed : writeSeed(join(folder, `seed-${name}`), seed ?? {})
      const simulator = await startSimulator({ resources, seed: seedFolder, name, ...more })
      simulators.push(simulator)
      const variable = `LAB_TOKEN_${simulator.tenantId.replaceAll('-', '_')}`
      process.env[variable] = simulator.token
      const id = TenantId.parse(simulator.tenantId)
      await lab.core.call('tenants.add', {
        id,
        name,
        environment: 'test',
        graphUrl: simulator.url,
        tokenVariable: variable,
      })
      return { id, simulator }
    },
    async capture(tenantId) {
      const { runId } = await lab.core.call('runs.capture', { tenantId })
      return lab.ended(tenantId, runId)
    },
    async ended(tenantId, runId) {
      await lab.core.finished(runId)
      return lab.core.call('runs.get', { tenantId, runId: RunId.parse(runId) })
    },
    async items(tenantId, runId) {
      const items: RunItem[] = []
      for (;;) {
        const page = await lab.core.call('runs.items', { tenantId, runId: RunId.parse(runId), offset: items.length })
        items.push(...page.items)
        if (items.length >= page.total) return items
      }
    },
    async plan(tenantId, input) {
      const { runId } = await lab.core.call('restore.plan', { ...input, tenantId })
      const run = await lab.ended(tenantId, runId)
      const { planId } = resultOf(run, 'restore-plan')
      if (planId === undefined) throw new Error(run.error?.message ?? 'no plan')
      return lab.core.call('restore.get', { tenantId, planId })
    },
    async unlock(tenantId, name) {
      await lab.core.call('tenants.unlock', { tenantId, minutes: 30, confirm: name })
    },
    async between(work) {
      await lab.core.close()
      const result = await work(join(folder, 'data'))
      lab.core = open(true)
      return result
    },
    async tamper(statements) {
      await lab.between(async (data) => {
        const database = new Database(join(data, 'atlas.db'))
        database.exec(statements)
        database.close()
      })
    },
    async reopen(next = {}) {
      await lab.core.close()
      if (next.storeKey !== undefined) storeKey = next.storeKey
      lab.core = open(next.vault !== false)
    },
    async close() {
      await lab.core.close()
      await Promise.all(simulators.map((simulator) => simulator.close()))
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return lab
}

/** Writes a seed folder from objects by collection. */
export function writeSeed(folder: string, objects: Objects): string {
  mkdirSync(folder, { recursive: true })
  for (const [collection, items] of Object.entries(objects)) {
    mkdirSync(join(folder, collection), { recursive: true })
    writeFileSync(join(folder, collection, 'all.json'), JSON.stringify(items))
  }
  return folder
}
