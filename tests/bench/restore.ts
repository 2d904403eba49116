import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { limitsOf, serviceOf } from '#infra/graph/services.ts'
import { openLab } from '#tests/support/lab.ts'
import { connectTo, startSimulator } from './simulated.ts'
import { judge } from './table.ts'
import { timed } from './timed.ts'

const objects = 500
const latencyMs = 40
/** How much longer than the write limit of the service a restore may take. */
const mostOver = 1.2
const usualMs = 20
const group = '66000000-0000-4000-8000-000000000001'

/** Creates 500 scripts with their assignments in an empty tenant that answers after 40 ms and keeps the documented limits. */
export async function restore(): Promise<void> {
  const lab = openLab({ documentedLimits: true })
  try {
    const source = await lab.tenant('Source', {
      groups: [{ id: group, displayName: 'Operators' }],
      deviceManagementScripts: Array.from({ length: objects }, (_, index) => ({
        '@odata.type': '#microsoft.graph.deviceManagementScript',
        id: `5c000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
        displayName: `Script ${index}`,
        fileName: 'script.ps1',
        scriptContent: Buffer.from(`Write-Output ${index}`).toString('base64'),
        runAsAccount: 'system',
        roleScopeTagIds: ['0'],
        assignments: [{ target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: group } }],
      })),
    })
    const { runId } = await lab.core.call('runs.capture', { tenantId: source.id, types: ['deviceManagementScripts'] })
    await lab.ended(source.id, runId)
    const record = join(lab.folder, 'record.ndjson')
    const seed = join(lab.folder, 'seed', 'groups')
    mkdirSync(seed, { recursive: true })
    writeFileSync(join(seed, 'all.json'), JSON.stringify([{ id: group, displayName: 'Operators' }]))
    const simulated = await startSimulator({ seed: join(lab.folder, 'seed'), record, latencyMs })
    const id = await connectTo(lab, simulated, 'Target')
    const versionIds = (await lab.core.call('versions.list', { tenantId: source.id })).map((version) => version.id)
    const plan = await lab.plan(id, { sourceTenantId: source.id, from: { versionIds } })
    await lab.unlock(id, 'Target')
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const { ms, result } = await timed(async () => {
      const started = await lab.core.call('restore.start', { tenantId: id, planId: plan.id, confirm: 'Target' })
      return lab.ended(id, started.runId)
    })
    delay.disable()
    const least = writeBound(record)
    console.log(`restore of ${objects} objects with assignments, ${result.status}, ${result.counts['done']} done`)
    judge({
      work: 'restore, of what the write limit needs',
      value: ms / least,
      most: mostOver,
      unit: '×',
      beside: `${(ms / 1_000).toFixed(0)} s, the limit needs ${(least / 1_000).toFixed(0)} s`,
    })
    judge({ work: 'restore, 99 of 100 pieces', value: delay.percentile(99) / 1e6 - 5, most: usualMs, unit: 'ms' })
    simulated.stop()
  } finally {
    await lab.close()
  }
}

/** The least time for the writes of a record, in milliseconds: each service takes so many in each window. */
function writeBound(record: string): number {
  const writes = readFileSync(record, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { method: string; path: string })
    .filter(({ method, path }) => method !== 'GET' && !/\$batch|getByIds/.test(path))
  return Math.max(
    ...[...Map.groupBy(writes, ({ path }) => serviceOf(path))].map(([service, of]) => {
      const { windowMs, writes: each } = limitsOf(service)
      return Math.floor((of.length - 1) / each) * windowMs
    }),
  )
}
