import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { TenantId } from '#contract/model/ids.ts'
import type { Lab } from '#tests/support/lab.ts'

/** A simulated Graph in a process of its own. */
export interface Simulated {
  readonly url: string
  readonly tenantId: string
  readonly token: string
  stop(): void
}

/** Starts a simulated Graph in a process of its own. */
export async function startSimulator(options: object): Promise<Simulated> {
  const script = join(import.meta.dirname, 'simulator.ts')
  const child = spawn(process.execPath, ['--no-warnings', script, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  return { ...(JSON.parse(line) as Omit<Simulated, 'stop'>), stop: () => child.stdin.end() }
}

/** Connects a simulated tenant to a lab. */
export async function connectTo(lab: Lab, { url, tenantId, token }: Simulated, name = 'Bench'): Promise<TenantId> {
  const id = TenantId.parse(tenantId)
  process.env['BENCH_TOKEN'] = token
  await lab.core.call('tenants.add', { id, name, environment: 'test', graphUrl: url, tokenVariable: 'BENCH_TOKEN' })
  return id
}
