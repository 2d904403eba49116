import { Failure } from '#contract/errors.ts'
import type { tenants } from '#contract/api/tenants.ts'
import type { Tenant } from '#contract/model/values.ts'
import type { TenantRow } from '../ports/store.ts'
import { isUnlocked } from '../write-lock.ts'
import type { Handlers } from './handlers.ts'
import { requireTenant } from './ownership.ts'

/** Colours that carry white text above 6:1; given out in turn. */
const colours = ['#7A1F3D', '#0B6266', '#4B3B8F', '#1F5C2E', '#8A3707', '#204E8A', '#6B2E77', '#5C4813']
const demoColour = '#4F5B67'

const toTenant = (row: TenantRow, now: Date): Tenant => ({
  id: row.id,
  name: row.name,
  environment: row.environment,
  colour: row.colour,
  graphUrl: row.graphUrl,
  unlockedUntil: isUnlocked(row.unlockedUntil, now) ? row.unlockedUntil : null,
  lastSyncAt: row.lastSyncAt,
})

export const tenantHandlers: Handlers<keyof typeof tenants> = {
  'tenants.list': async (_input, { ports }) => (await ports.store.tenants.list()).map((row) => toTenant(row, ports.clock.now())),

  'tenants.add': async (input, { ports, emit }) => {
    const { store, clock } = ports
    const count = (await store.tenants.list()).length
    await store.tenants.insert({
      id: input.id,
      name: input.name,
      environment: input.environment,
      colour: colours[count % colours.length]!,
      graphUrl: input.graphUrl.replace(/\/$/, ''),
      tokenVariable: input.tokenVariable,
      unlockedUntil: null,
      lastSyncAt: null,
    }, clock.now().toISOString())
    emit('tenant.changed', { tenantId: input.id })
    return toTenant(await requireTenant(store, input.id), clock.now())
  },

  'tenants.openDemo': async (_input, { ports, emit }) => {
    const { store, clock, demo } = ports
    if (!(await store.tenants.find(demo.tenantId))) {
      await store.tenants.insert({
        id: demo.tenantId, name: demo.name, environment: 'demo', colour: demoColour, graphUrl: null, tokenVariable: null, unlockedUntil: null, lastSyncAt: null,
      }, clock.now().toISOString())
      emit('tenant.changed', { tenantId: demo.tenantId })
    }
    return toTenant(await requireTenant(store, demo.tenantId), clock.now())
  },

  'tenants.unlock': async ({ tenantId, minutes, confirm }, { ports, emit }) => {
    const { store, clock } = ports
    const tenant = await requireTenant(store, tenantId)
    if (tenant.environment === 'production' && confirm !== tenant.name) {
      throw new Failure('badInput', `Type ${tenant.name} to unlock writing in production.`, { hint: 'Nothing was changed.' })
    }
    const until = new Date(clock.now().getTime() + minutes * 60_000).toISOString()
    await store.tenants.setUnlockedUntil(tenantId, until)
    await store.audit.append({ at: clock.now().toISOString(), tenantId, action: 'tenant.unlocked', detail: { minutes, until } })
    emit('tenant.changed', { tenantId })
    return toTenant(await requireTenant(store, tenantId), clock.now())
  },

  'tenants.lock': async ({ tenantId }, { ports, emit }) => {
    const { store, clock } = ports
    await store.tenants.setUnlockedUntil(tenantId, null)
    await store.audit.append({ at: clock.now().toISOString(), tenantId, action: 'tenant.locked', detail: {} })
    emit('tenant.changed', { tenantId })
    return toTenant(await requireTenant(store, tenantId), clock.now())
  },

  'tenants.simulateChange': async ({ tenantId }, { ports }) => {
    if (tenantId !== ports.demo.tenantId) throw new Failure('badInput', 'Only the demo tenant can simulate a change.', { hint: 'Change a policy in the Intune admin center instead.' })
    return { changed: [...(await ports.demo.simulateChange())] }
  },
}
