import { createHash } from 'node:crypto'
import { Failure } from '#contract/errors.ts'
import { clouds } from '#contract/model/clouds.ts'
import { Health, OnboardingStep } from '#contract/model/health.ts'
import { RunId, TenantId } from '#contract/model/ids.ts'
import { text } from '#domain/json.ts'
import { isUnlocked, lockedFailure } from '../write-lock.ts'
import type { Handlers } from './handlers.ts'
import { requireRun, requireTenant } from './ownership.ts'
import { toTenant } from './present-tenant.ts'

type Methods =
  | 'tenants.lookUp'
  | 'tenants.signIn'
  | 'tenants.signOut'
  | 'tenants.check'
  | 'tenants.health'
  | 'tenants.planRole'
  | 'tenants.rolePlan'
  | 'tenants.applyRole'

/** Sign-in, permission check and the least-privilege role. */
export const signInHandlers: Handlers<Methods> = {
  'tenants.lookUp': async ({ cloud, authority, idOrDomain }, { ports }) => {
    const origin = cloud === 'custom' ? authority : clouds[cloud].authority
    if (origin === undefined) throw new Failure('badInput', 'A custom cloud needs the address of its sign-in service.')
    return { tenantId: TenantId.parse(await ports.auth.lookUp(origin.replace(/\/$/, ''), idOrDomain)) }
  },
  'tenants.signIn': async ({ tenantId, how, access }, { engine, ports }) => {
    const tenant = await requireTenant(ports.store, tenantId)
    if (tenant.signIn !== 'person')
      throw new Failure('badInput', `Nobody signs in to ${tenant.name}.`, {
        hint: tenant.signIn === 'demo' ? 'The demo tenant needs no account.' : 'Its token comes from elsewhere.',
      })
    const { runId, reused } = await engine.start({
      tenantId,
      kind: 'sign-in',
      title: how === 'browser' ? 'In the browser' : 'With a code',
      target: 'sign-in',
      input: { how, access },
    })
    return { runId: RunId.parse(runId), reused }
  },
  'tenants.signOut': async ({ tenantId }, { ports, emit }) => {
    const { store, auth, clock } = ports
    const tenant = await requireTenant(store, tenantId)
    if (tenant.signIn === 'person') await auth.signOut(tenant)
    await store.tenants.change(tenantId, { account: null, scopes: [] })
    await store.audit.append({
      at: clock.now().toISOString(),
      tenantId,
      action: 'tenant.signedOut',
      detail: { account: tenant.account },
    })
    emit('tenant.changed', { tenantId })
    return toTenant(await requireTenant(store, tenantId), clock.now())
  },
  'tenants.check': async ({ tenantId }, { engine }) => {
    const { runId, reused } = await engine.start({
      tenantId,
      kind: 'health',
      title: 'All types',
      target: 'health',
      input: {},
    })
    return { runId: RunId.parse(runId), reused }
  },
  'tenants.health': async ({ tenantId }, { ports }) => {
    const run = (await ports.store.runs.list(tenantId, 500)).find(
      (entry) => entry.kind === 'health' && entry.result['health'] !== undefined,
    )
    return run ? Health.parse(run.result['health']) : null
  },
  'tenants.planRole': async ({ tenantId, group, access }, { engine }) => {
    const input = { group, access }
    const target = createHash('sha256').update(JSON.stringify(input)).digest('hex')
    const { runId, reused } = await engine.start({ tenantId, kind: 'onboarding-plan', title: group, target, input })
    return { runId: RunId.parse(runId), reused }
  },
  'tenants.rolePlan': async ({ tenantId, runId }, { ports }) => {
    const run = await requireRun(ports.store, tenantId, runId)
    const { steps, group, access } = run.result
    if (run.kind !== 'onboarding-plan' || !Array.isArray(steps))
      throw new Failure('notFound', 'This run has no plan of a role.')
    return {
      group: text(group),
      access: access === 'write' ? 'write' : 'read',
      steps: steps.map((step) => OnboardingStep.parse(step)),
    }
  },
  'tenants.applyRole': async ({ tenantId, runId, confirm }, { engine, ports }) => {
    const { store, clock } = ports
    const tenant = await requireTenant(store, tenantId)
    const plan = await requireRun(store, tenantId, runId)
    if (plan.kind !== 'onboarding-plan') throw new Failure('badInput', 'This run has no plan of a role.')
    if (confirm !== tenant.name)
      throw new Failure('badInput', `The confirmation must be the tenant's name, ${tenant.name}.`, {
        hint: 'Nothing was written.',
      })
    if (!isUnlocked(tenant.unlockedUntil, clock.now())) throw lockedFailure(tenant.name)
    // The group is named by the id that the plan found, so that a renamed one is not mistaken.
    const input = { group: text(plan.result['groupId']), access: plan.input['access'] }
    const started = await engine.start({
      tenantId,
      kind: 'onboarding',
      title: text(plan.result['group']),
      target: runId,
      input,
    })
    if (!started.reused)
      await store.audit.append({
        at: clock.now().toISOString(),
        tenantId,
        action: 'onboarding.started',
        detail: { runId: started.runId, group: input.group },
      })
    return { runId: RunId.parse(started.runId), reused: started.reused }
  },
}
