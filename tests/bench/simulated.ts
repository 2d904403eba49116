import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

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
