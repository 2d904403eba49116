import { openLab } from '#tests/support/lab.ts'
import { reachedTenant } from '#tests/support/reached-tenant.ts'
import { judge } from './table.ts'
import { timed } from './timed.ts'

const policies = 1_000
const most = { first: 300, next: 300, reach: 300 }

/** Who gets what in a tenant of 2,000 users, 3,000 devices and 400 nested groups, from the store. */
export async function whoGets(): Promise<void> {
  const tenant = reachedTenant(policies)
  const lab = openLab()
  try {
    const { id: tenantId } = await lab.tenant('Large', tenant.seed)
    await lab.capture(tenantId)
    await lab.core.call('tenants.change', { tenantId, readsRecipients: true })
    await lab.ended(tenantId, (await lab.core.call('recipients.read', { tenantId })).runId)
    const { policies: listed } = await lab.core.call('policies.list', { tenantId })
    console.log(`who gets what, of ${policies} policies`)
    const load = await timed(() => lab.core.call('compare.settings', { tenantId }))
    const beside = `settings of all policies ${load.ms.toFixed(0)} ms`
    const ask = (index: number) =>
      timed(() => lab.core.call('recipients.answers', { tenantId, subject: tenant.subjects[index]! }))
    judge({ work: 'the first question', value: (await ask(4_000)).ms, most: most.first, unit: 'ms', beside })
    judge({ work: 'the next one', value: (await ask(4_001)).ms, most: most.next, unit: 'ms', beside })
    const policy = listed.find(({ name }) => name === 'Policy 0')!
    const reached = await timed(() => lab.core.call('recipients.reach', { tenantId, policyId: policy.id }))
    judge({ work: 'whom a policy reaches', value: reached.ms, most: most.reach, unit: 'ms', beside })
  } finally {
    await lab.close()
  }
}
