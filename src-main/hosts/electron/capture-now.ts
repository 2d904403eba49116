import type { Core } from '#app/core.ts'
import { TenantId } from '#contract/model/ids.ts'

/** Captures every tenant that isn't archived. A tenant that can't be captured says so in its run. */
export async function captureNow(core: Pick<Core, 'call'>): Promise<void> {
  for (const { id, archivedAt } of await core.call('tenants.list', {}))
    if (archivedAt === null)
      await core.call('runs.capture', { tenantId: TenantId.parse(id) }).catch((error: unknown) => console.error(error))
}
