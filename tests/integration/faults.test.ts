import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { VersionId } from '#contract/model/ids.ts'
import { collection } from '#simulator/tenant.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'

let lab: Lab
afterEach(() => lab.close())

interface Recorded {
  readonly method: string
  readonly path: string
  readonly body: { readonly requests?: readonly { readonly url: string }[] } | null
  readonly status: number
  readonly startedAt: number
  readonly endedAt: number
  readonly retryAfter?: string
  readonly parts?: readonly { readonly status: number; readonly retryAfter?: string }[]
}

const count = Number(process.env['ATLAS_FAULT_POLICIES'] ?? 40)
const latencyMs = Number(process.env['ATLAS_FAULT_LATENCY'] ?? 5)
const name = (index: number) => `Policy ${String(index).padStart(3, '0')}`
const filters = Array.from({ length: count / 2 }, (_, index) => ({
  id: `50000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  displayName: name(index),
  platform: 'windows10AndLater',
  rule: '(device.model -eq "X")',
  assignmentFilterManagementType: 'devices',
}))
const scripts = Array.from({ length: count / 2 }, (_, index) => ({
  id: `51000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  displayName: name(index),
  fileName: 'a.ps1',
  runAsAccount: 'system',
  scriptContent: 'R2V0',
  assignments: [{ target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } }],
}))
const plan = {
  seed: 7,
  faults: [
    { probability: 0.2, status: 429, retryAfter: 0.25 },
    { probability: 0.05, status: 503 },
    { probability: 0.01, cut: 'before' },
    { probability: 0.01, cut: 'after' },
  ],
}

// `npm run deep` has the time for it. `protocol.test.ts` tries each fault by itself.
it.runIf(process.env['ATLAS_DEEP'] === '1')(
  'captures and restores everything once while a quarter of the answers are faults (049-11)',
  { timeout: 1_200_000 },
  async () => {
    lab = openLab()
    const faultsFile = join(lab.folder, 'faults.json')
    writeFileSync(faultsFile, JSON.stringify(plan))
    const record = join(lab.folder, 'target.ndjson')
    const source = await lab.tenant(
      'Source',
      { assignmentFilters: filters, deviceManagementScripts: scripts },
      { faultsFile, latencyMs },
    )
    const target = await lab.tenant('Target', {}, { faultsFile, latencyMs, record })
    expect((await lab.capture(source.id)).status).toBe('succeeded')
    const versions = (await lab.core.call('versions.list', { tenantId: source.id })).filter(
      (version) => version.type === 'assignmentFilters' || version.type === 'deviceManagementScripts',
    )
    expect(versions).toHaveLength(count)
    const restore = await lab.plan(target.id, {
      sourceTenantId: source.id,
      from: { versionIds: versions.map((version) => VersionId.parse(version.id)) },
    })
    await lab.unlock(target.id, 'Target')
    const { runId } = await lab.core.call('restore.start', {
      tenantId: target.id,
      planId: restore.id,
      confirm: 'Target',
    })
    const run = await lab.ended(target.id, runId)
    expect((await lab.items(target.id, runId)).filter((item) => item.state !== 'done')).toEqual([])
    expect(run).toMatchObject({ status: 'succeeded', counts: { done: count } })
    for (const path of ['/deviceManagement/assignmentFilters', '/deviceManagement/deviceManagementScripts']) {
      const names = [...collection(target.simulator.tenant, path).values()]
        .map((item) => String(item['displayName']))
        .toSorted()
      expect(names).toEqual(Array.from({ length: count / 2 }, (_, index) => name(index)))
    }
    expect(
      [...collection(target.simulator.tenant, '/deviceManagement/deviceManagementScripts').values()].filter(
        (item) => (item['assignments'] as unknown[]).length !== 1,
      ),
    ).toEqual([])
    expect(
      mostAfterRetryAfter(
        readFileSync(record, 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as Recorded),
      ),
    ).toBeLessThanOrEqual(1)
  },
)

/** A service by the area and collection of a path; a batch is of the service of its parts. */
function serviceOf(entry: Recorded): string {
  const path = entry.body?.requests?.[0]?.url ?? entry.path.replace(/^\/(beta|v1\.0)/, '')
  return path.split('?')[0]!.split('/').slice(0, 3).join('/')
}

/** The most requests at one moment to a service within the wait that it asked for. */
function mostAfterRetryAfter(recorded: readonly Recorded[]): number {
  let most = 0
  for (const entries of Map.groupBy(recorded, serviceOf).values()) {
    for (const entry of entries) {
      const waits = [entry.retryAfter, ...(entry.parts ?? []).map((part) => part.retryAfter)].flatMap((wait) =>
        wait === undefined ? [] : [Number(wait) * 1000],
      )
      if (waits.length === 0) continue
      // The answer has to travel before the client can know, and both share a processor with other tests.
      const [from, to] = [entry.endedAt + 120, entry.endedAt + Math.max(...waits) - 5]
      const started = entries.filter((other) => other !== entry && other.startedAt > from && other.startedAt < to)
      most = Math.max(most, started.length)
    }
  }
  return most
}
