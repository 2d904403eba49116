import { createHash } from 'node:crypto'
import { failure, Failure } from '#contract/errors.ts'
import type { signIn } from '#contract/api/sign-in.ts'
import { clouds } from '#contract/model/clouds.ts'
import type { Health } from '#contract/model/health.ts'
import { TenantId } from '#contract/model/ids.ts'
import { appRegistration } from '#domain/permissions/registration.ts'
import { allows } from '#domain/permissions/scopes.ts'
import type { AccountRow } from '../ports/tenants.ts'
import type { RunRow } from '../ports/runs.ts'
import type { ReadStore } from '../ports/store.ts'
import { toAccepted } from './accepted.ts'
import type { Handlers } from './handlers.ts'
import { toConnection } from './connection.ts'
import { requireIdle } from './idle.ts'
import { requireTenant } from './ownership.ts'
import { toTenant } from './present-tenant.ts'
import { words } from './words.ts'

/** Sign-in, permission check and the least-privilege role. */
export const signInHandlers: Handlers<keyof typeof signIn> = {
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
        title: words.signIn.ways[how],
        target: 'sign-in',
        input: { how, access },
      }),
    )
  },
  'tenants.signOut': async ({ tenantId, account }, { store, auth, tenant, ports, note, afterCommit }) => {
    const accounts = await store.tenants.accounts(tenantId)
    const leaving = account === undefined ? accounts : [requireAccount(accounts, account, tenant.name)]
    for (const left of leaving) await store.tenants.signedOut(tenantId, left.account)
    const all = leaving.length === accounts.length
    if (all) await store.tokenCaches.remove(tenantId)
    if (tenant.signIn === 'person') afterCommit(() => auth.signOut(tenant, all ? null : (account ?? null)))
    note({ accounts: leaving.map((left) => left.account) })
    return toTenant(await requireTenant(store, tenantId), ports.clock.now())
  },
  'tenants.accounts': async ({ tenantId }, { store, tenant }) =>
    (await store.tenants.accounts(tenantId)).map(({ account, scopes, signedInAt }) => ({
      account,
      signedInAt,
      isUsed: account === tenant.account,
      canWrite: allows(scopes, 'Configuration', 'write'),
    })),
  'tenants.connection': async (_input, { store, tenant, connections }) => toConnection(store, connections, tenant),
  'tenants.tryConnection': async (_input, { store, tenant, connections, reader }) => {
    const { state } = await toConnection(store, connections, tenant)
    // The book remembers what the attempt showed.
    if (state !== 'imported' && state !== 'demo' && state !== 'signedOut') await reader().catch(() => undefined)
    return toConnection(store, connections, tenant)
  },
  'tenants.useAccount': async ({ tenantId, account }, { store, tenant, ports, note }) => {
    const wanted = requireAccount(await store.tenants.accounts(tenantId), account, tenant.name)
    // A run that is active goes on with the account that it began with.
    await requireIdle(store, tenantId)
    await store.tenants.useAccount(tenantId, wanted.account)
    note({ before: tenant.account, account: wanted.account })
    return toTenant(await requireTenant(store, tenantId), ports.clock.now())
  },
  'tenants.signInWays': async (_input, { auth }) => ({
    broker: await auth.hasBroker(),
    certificateStore: auth.certificates !== null,
  }),
  'tenants.certificates': async (_input, { auth }) => {
    if (!auth.certificates) throw failure('badInput', words.tenants.noCertificateStore)
    return auth.certificates.list()
  },
  'tenants.registration': async (purpose) => appRegistration(purpose),
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

/** An account that is signed in. @throws Failure `notFound` */
function requireAccount(accounts: readonly AccountRow[], account: string, tenantName: string): AccountRow {
  const found = accounts.find((entry) => entry.account.toLowerCase() === account.toLowerCase())
  if (!found) throw failure('notFound', words.signIn.noAccount(account, tenantName))
  return found
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
