import { vi } from 'vitest'
import type { Input } from '#contract/api/api.ts'
import type { StandardId, TenantId } from '#contract/model/ids.ts'
import type { Rollout, RolloutStep, StandardPolicy } from '#contract/model/standards.ts'
import type { Json } from '#domain/json.ts'
import type { Lab } from './lab.ts'
import { group, guid, recordedTenant, type RecordedTenant } from './restored.ts'
import { everybody, ios, script } from './restoring.ts'

export const base64 = (content: string): string => Buffer.from(content, 'utf8').toString('base64')
/** A group that every tenant has, under an ID of its own. */
export const ring = { id: guid(91), displayName: 'Ring 0' }
const goldenSeed = {
  groups: [{ id: guid(51), displayName: 'Everyone' }],
  deviceManagementScripts: [
    script(1, {
      displayName: '{{tenant.name}} – proxy',
      scriptContent: base64('Set-Proxy {{tenant.proxy}}'),
      assignments: [group(guid(51))],
    }),
  ],
  deviceConfigurations: [
    ios(2, { displayName: 'Camera', assignments: [everybody] }),
    ios(3, { displayName: 'Kiosk', description: 'golden' }),
  ],
}

/** What names a standard. */
export interface OfStandard {
  readonly tenantId: TenantId
  readonly standardId: StandardId
}

/** Whether all tenants of a rollout are in one of these states. */
export const restsIn =
  (...states: RolloutStep['state'][]) =>
  ({ steps }: Rollout): boolean =>
    steps.every(({ state }) => states.includes(state))

/** Tenants and standards, compared and rolled out. */
export function standardsIn(lab: () => Lab) {
  let made: RecordedTenant | null = null
  const tools = {
    /** The golden tenant of the last standard. */
    golden: (): RecordedTenant => made!,
    /** A golden tenant, captured, and a standard of it for the given tenants. */
    async standardFor(
      tenants: readonly RecordedTenant[],
      more: Partial<Input<'standards.save'>> = {},
    ): Promise<OfStandard> {
      made = await recordedTenant(lab(), 'Golden', goldenSeed)
      const { id: tenantId } = made
      await lab().capture(tenantId)
      const { standardId } = await lab().core.call('standards.save', {
        tenantId,
        name: 'Gold',
        source: { now: true },
        tenantIds: tenants.map(({ id }) => id),
        ...more,
      })
      return { tenantId, standardId }
    },
    async tenantOf(name: string, seed: Readonly<Record<string, readonly Json[]>> = {}): Promise<RecordedTenant> {
      const tenant = await recordedTenant(lab(), name, {
        ...seed,
        groups: [{ id: guid(61), displayName: 'Everyone' }, ring],
      })
      await lab().capture(tenant.id)
      await lab().core.call('tenants.setValue', { tenantId: tenant.id, name: 'tenant.proxy', value: `${name}:8080` })
      return tenant
    },
    /** Without what every tenant has. */
    compared: async (of: OfStandard, { id: targetId }: RecordedTenant): Promise<StandardPolicy[]> =>
      (await lab().core.call('standards.compare', { ...of, targetId })).filter(
        ({ type }) => type === 'deviceConfigurations' || type === 'deviceManagementScripts',
      ),
    statesOf: async (of: OfStandard, tenant: RecordedTenant): Promise<Record<string, string>> =>
      Object.fromEntries((await tools.compared(of, tenant)).map(({ name, state }) => [name, state])),
    /** The newest rollout, once its tenants are as asked. */
    until: async (of: OfStandard, is: (rollout: Rollout) => boolean): Promise<Rollout> =>
      vi.waitFor(
        async () => {
          const [rollout] = await lab().core.call('rollouts.list', of)
          if (!rollout || !is(rollout)) throw new Error(JSON.stringify(rollout))
          return rollout
        },
        { timeout: 60_000 },
      ),
    /** A rollout whose plans are made and rehearsed. */
    async rolloutTo(of: OfStandard, tenants: readonly RecordedTenant[], more: object = {}): Promise<Rollout> {
      await lab().core.call('rollouts.create', { ...of, tenantIds: tenants.map(({ id }) => id), ...more })
      return tools.until(of, restsIn('ready', 'done', 'planFailed'))
    },
    /** Confirms the plan of a tenant in a rollout as it was read. */
    async confirm({ id: rolloutId, steps }: Rollout, { id: tenantId }: RecordedTenant, name: string): Promise<void> {
      await lab().unlock(tenantId, name)
      const { planId } = steps.find((step) => step.tenantId === tenantId)!
      await lab().core.call('rollouts.confirm', { tenantId, rolloutId, planId: planId!, confirm: name })
    },
  }
  return tools
}
