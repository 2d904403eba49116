import { createHash } from 'node:crypto'
import { Failure } from '#contract/errors.ts'
import { clouds } from '#contract/model/clouds.ts'
import type { Health } from '#contract/model/health.ts'
import { TenantId } from '#contract/model/ids.ts'
import type { RunRow } from '../ports/runs.ts'
import type { ReadStore } from '../ports/store.ts'
import { toAccepted } from './accepted.ts'
import type { Handlers } from './handlers.ts'
import { requireTenant } from './ownership.ts'
import { toTenant } from './present-tenant.ts'
import { words } from './words.ts'

type Methods =
  | 'tenants.lookUp'
  | 'tenants.signIn'
  | 'tenants.signOut'
  | 'tenants.check'
  | 'tenants.health'
  | 'tenants.compatibility'
  | 'tenants.planRole'
  | 'tenants.rolePlan'
  | 'tenants.applyRole'

/** Sign-in, permission check and the least-privilege role. */
export const signInHandlers: Handlers<Methods> = {
  'tenants.lookUp': async ({ cloud, authority, idOrDomain }, { auth }) => {
    const origin = cloud === 'custom' ? authority : clouds[cloud].authority
    if (origin === undefined) throw new Failure('badInput', words.signIn.authorityMissing)
    return { tenantId: TenantId.parse(await auth.lookUp(origin.replace(/\/$/, ''), idOrDomain)) }
  },
  'tenants.signIn': async ({ tenantId, how, access }, { start, tenant }) => {
    if (tenant.signIn !== 'person')
      throw new Failure('badInput', words.signIn.notNeeded(tenant.name), {
        hint: tenant.signIn === 'demo' ? words.signIn.demo : words.signIn.otherToken,
      })
    return toAccepted(
      await start({
        tenantId,
        kind: 'sign-in',
        title: how === 'browser' ? words.signIn.withBrowser : words.signIn.withCode,
        target: 'sign-in',
        input: { how, access },
      }),
    )
  },
  'tenants.signOut': async ({ tenantId }, { store, auth, tenant, ports, note, afterCommit }) => {
    await store.tenants.change(tenantId, { account: null, scopes: [] })
    await store.tokenCaches.remove(tenantId)
    if (tenant.signIn === 'person') afterCommit(() => auth.signOut(tenant))
    note({ account: tenant.account })
    return toTenant(await requireTenant(store, tenantId), ports.clock.now())
  },
  'tenants.check': async ({ tenantId }, { start }) =>
    toAccepted(await start({ tenantId, kind: 'health', title: words.signIn.allTypes, target: 'health', input: {} })),
  'tenants.health': async ({ tenantId }, { store }) => latestHealth(store, tenantId),
  'tenants.compatibility': async ({ tenantId }, { store, tenant, ports }) => {
    const health = await latestHealth(store, tenantId)
    if (!health || health.compatibility.length === 0) return null
    return {
      format: 'tenantatlas-compatibility',
      version: 1,
      product: ports.info.version,
      // The address of a custom cloud would name the tenant.
      cloud: tenant.cloud,
      checkedAt: health.checkedAt,
      types: health.compatibility,
    }
  },
  'tenants.planRole': async ({ tenantId, group, access }, { start }) => {
    const input = { group, access }
    const target = createHash('sha256').update(JSON.stringify(input)).digest('hex')
    return toAccepted(await start({ tenantId, kind: 'onboarding-plan', title: group, target, input }))
  },
  'tenants.rolePlan': async (_input, { owned }) => {
    const { steps, group, access } = requireRolePlan(owned.runId)
    return { group, access, steps: [...steps] }
  },
  'tenants.applyRole': async ({ tenantId, runId }, { start, owned, note }) => {
    const { group, groupId, access } = requireRolePlan(owned.runId)
    note({ group: groupId })
    // The group is identified by the ID from the plan, so that renaming a group can't cause a mix-up.
    return toAccepted(
      await start({ tenantId, kind: 'onboarding', title: group, target: runId, input: { group: groupId, access } }),
    )
  },
}

/** The role plan of a run. @throws Failure `notFound` if the run has another kind or no plan */
function requireRolePlan(run: RunRow) {
  const { steps, group, groupId, access } = run.kind === 'onboarding-plan' ? run.result : {}
  if (steps === undefined || group === undefined || groupId === undefined || access === undefined)
    throw new Failure('notFound', words.signIn.noRolePlan)
  return { steps, group, groupId, access }
}

/** The latest check may still be running or have failed. In that case, the one before it counts. */
async function latestHealth(store: ReadStore, tenantId: string): Promise<Health | null> {
  const runs = (await store.runs.list(tenantId, 500)).filter((run) => run.kind === 'health')
  return runs.find((run) => run.result.health !== undefined)?.result.health ?? null
}
