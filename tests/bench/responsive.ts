import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { BaselineId, BackupSetId, VersionId } from '#contract/model/ids.ts'
import { keepHeapSmall } from '#hosts/small-heap.ts'
import { openLab } from '#tests/support/lab.ts'
import { connectTo, startSimulator } from './simulated.ts'
import { judge } from './table.ts'

/** How long the main process may be busy in one piece, in milliseconds: a window that waits longer stutters. */
const mostMs = 50
/** How long 99 of 100 pieces may take. */
const usualMs = 20
const objects = 2_000
const resolutionMs = 5

/**
 * How long each kind of work keeps the main process from answering, at most. The tenant has 2,000 objects in the
 * proportions of real exported policies; without these, it is the demo tenant.
 */
export async function responsive(): Promise<void> {
  const exported = resolve('../shared/fixtures/tenant')
  keepHeapSmall()
  const lab = openLab()
  try {
    const seed = join(lab.folder, 'seed')
    const real = existsSync(exported)
    const simulated = await startSimulator({
      seed: real ? seed : resolve('resources/demo'),
      latencyMs: 5,
      ...(real ? { multiplied: { from: exported, objects } } : {}),
    })
    const tenantId = await connectTo(lab, simulated)
    const { core } = lab
    const ended = ({ runId }: { readonly runId: string }) => lab.ended(tenantId, runId)
    let setId = ''
    let baselineId = ''
    const work: Readonly<Record<string, () => Promise<unknown>>> = {
      'first capture': () => lab.capture(tenantId),
      'unchanged capture': () => lab.capture(tenantId),
      'backup set': async () => {
        await ended(await core.call('backups.create', { tenantId, name: 'Bench' }))
        setId = (await core.call('backups.list', { tenantId }))[0]!.id
      },
      verification: async () => ended(await core.call('backups.verify', { tenantId, setId: BackupSetId.parse(setId) })),
      inventory: () => core.call('policies.list', { tenantId }),
      search: () => core.call('search.find', { text: 'windows', tenantId, current: true }),
      comparison: () => {
        const side = { tenantId, from: { now: true } } as const
        return core.call('compare.matrix', {
          tenantId,
          left: side,
          right: { tenantId, from: { setId: BackupSetId.parse(setId) } },
        })
      },
      baseline: async () => {
        const source = { tenantId, from: { now: true } } as const
        ;({ baselineId } = await core.call('drift.addBaseline', { tenantId, name: 'Bench', source }))
      },
      'drift check': async () =>
        ended(await core.call('drift.check', { tenantId, baselineId: BaselineId.parse(baselineId) })),
      'plan of everything': async () => {
        const versions = await core.call('versions.list', { tenantId })
        const versionIds = versions.slice(0, objects).map(({ id }) => VersionId.parse(id))
        await ended(await core.call('restore.plan', { tenantId, from: { versionIds } }))
      },
    }
    const what = real ? `a tenant of ${objects} objects` : 'the demo tenant'
    console.log(`the longest that the window waits while ${what} is worked with; at most ${mostMs} ms`)
    for (const [name, start] of Object.entries(work)) {
      const delay = monitorEventLoopDelay({ resolution: resolutionMs })
      delay.enable()
      await start()
      // The last piece counts once the timer has come round after it.
      await pause(4 * resolutionMs)
      delay.disable()
      const [most, usual] = [delay.max, delay.percentile(99)].map((ns) => Math.max(0, ns / 1e6 - resolutionMs))
      judge({ work: `${name}, the longest piece`, value: most!, most: mostMs, unit: 'ms' })
      judge({ work: `${name}, 99 of 100 pieces`, value: usual!, most: usualMs, unit: 'ms' })
    }
    simulated.stop()
  } finally {
    await lab.close()
  }
}
