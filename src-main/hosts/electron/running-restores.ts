import type { Core } from '#app/core.ts'
import { TenantId } from '#contract/model/ids.ts'
import { isEnded } from '#domain/runs/states.ts'

/** How many restores are queued or running. */
export async function runningRestores(core: Pick<Core, 'call'>): Promise<number> {
  const tenants = await core.call('tenants.list', {})
  const runs = await Promise.all(
    tenants.map(async ({ id }) => core.call('runs.list', { tenantId: TenantId.parse(id) })),
  )
  return runs.flat().filter(({ kind, status }) => kind === 'restore' && !isEnded(status)).length
}

export const isRunningRestore = async (core: Pick<Core, 'call'>): Promise<boolean> => (await runningRestores(core)) > 0
