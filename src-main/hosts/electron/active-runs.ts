import type { Core } from '#app/core.ts'
import { TenantId } from '#contract/model/ids.ts'
import type { Run } from '#contract/model/runs.ts'
import { isEnded } from '#domain/runs/states.ts'

/**
 * Knows how many restores are queued or running, and tells when that changes. If reading fails, the known number stays
 * until the next change.
 */
export async function followRestores(
  core: Pick<Core, 'call' | 'subscribe'>,
  changed: (restores: number) => void = () => {},
): Promise<() => number> {
  let running = 0
  const read = async (): Promise<void> => {
    const now = (await unfinished(core)).filter(({ kind }) => kind === 'restore').length
    if (now === running) return
    running = now
    changed(now)
  }
  let last = Promise.resolve()
  const again = () => (last = last.then(read).catch(() => {}))
  core.subscribe((event) => {
    if (event === 'run.changed' || event === 'storage.changed') void again()
  })
  await again()
  return () => running
}

/** How many runs of any kind are queued or running, in all tenants. */
export const activeRuns = async (core: Pick<Core, 'call'>): Promise<number> => (await unfinished(core)).length

async function unfinished(core: Pick<Core, 'call'>): Promise<Run[]> {
  const tenants = await core.call('tenants.list', {})
  const runs = await Promise.all(
    tenants.map(async ({ id }) => core.call('runs.list', { tenantId: TenantId.parse(id) })),
  )
  return runs.flat().filter(({ status }) => !isEnded(status))
}
