import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TenantId } from '#contract/model/ids.ts'
import type { Core } from '#app/core.ts'
import { composeCore } from '#hosts/compose.ts'
import { createPassphraseVault } from '#infra/vault/passphrase-vault.ts'
import { startSimulator, type Simulator } from '#simulator/simulator.ts'
import { writeSeed } from './lab.ts'
import { startWebHost, type WebHost } from './web-host.ts'

interface SeededTenant {
  readonly name: string
  readonly environment: 'production' | 'test'
  /** A seed folder's name, or objects by collection. */
  readonly seed: string | Readonly<Record<string, readonly object[]>>
}

/** A web host whose data folder knows simulated tenants already. */
export interface SeededHost {
  readonly host: WebHost
  readonly ids: readonly TenantId[]
  readonly simulators: readonly Simulator[]
  close(): Promise<void>
}

/**
 * Connects simulated tenants, does some work in them without a screen, and then opens the web host on what is there.
 *
 * @param prepare what has happened before somebody opens the app
 */
export async function openSeededHost(
  tenants: readonly SeededTenant[],
  prepare: (core: Core, ids: readonly TenantId[], simulators: readonly Simulator[]) => Promise<void>,
): Promise<SeededHost> {
  const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-seeded-'))
  const dataFolder = join(folder, 'data')
  const core = composeCore({
    host: 'cli',
    version: '0.0.0',
    dataFolder,
    resources: 'resources',
    logToStderr: false,
    vault: createPassphraseVault('a passphrase for tests'),
  })
  const simulators: Simulator[] = []
  const ids: TenantId[] = []
  const environment: Record<string, string> = {}
  for (const { name, environment: kind, seed } of tenants) {
    const simulator = await startSimulator({
      resources: 'resources',
      name,
      seed: typeof seed === 'string' ? seed : writeSeed(join(folder, `seed-${name}`), seed),
    })
    simulators.push(simulator)
    const variable = `SEEDED_TOKEN_${simulators.length}`
    environment[variable] = simulator.token
    process.env[variable] = simulator.token
    const id = TenantId.parse(simulator.tenantId)
    ids.push(id)
    await core.call('tenants.add', { id, name, environment: kind, graphUrl: simulator.url, tokenVariable: variable })
  }
  await prepare(core, ids, simulators)
  await core.close()
  const host = await startWebHost({ dataFolder, environment })
  return {
    host,
    ids,
    simulators,
    async close() {
      await host.stop()
      await Promise.all(simulators.map((simulator) => simulator.close()))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
