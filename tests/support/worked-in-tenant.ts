import { expect, vi } from 'vitest'
import type { Input } from '#contract/api/api.ts'
import { PolicyId, RunId, TenantId } from '#contract/model/ids.ts'
import { resultOf } from '#contract/model/runs.ts'
import { collection } from '#simulator/tenant.ts'
import { alertRules } from './alerts.ts'
import type { Lab } from './lab.ts'

const timing = { cron: '0 5 * * *', zone: 'Europe/Berlin', keep: { last: 1, daily: 0, weekly: 0, monthly: 0 } }

/** Ids of one tenant, one of each kind that can belong to a tenant. */
export interface WorkedInTenant {
  readonly name: string
  readonly tenantId: TenantId
  readonly ids: Readonly<
    Record<
      | 'policy'
      | 'version'
      | 'run'
      | 'rolePlan'
      | 'set'
      | 'plan'
      | 'baseline'
      | 'finding'
      | 'rule'
      | 'schedule'
      | 'view'
      | 'channel'
      | 'deviation'
      | 'standard'
      | 'rollout',
      string
    >
  >
  /** An imported tenant that should have its standard. */
  readonly other: TenantId
  /** A node of its dependency graph. */
  readonly node: string
}

/** Waits until no tenant of the rollouts of a standard is being planned or rehearsed. */
export async function rolloutRests(lab: Lab, of: Input<'rollouts.list'>): Promise<void> {
  await vi.waitFor(async () => {
    const states = (await lab.core.call('rollouts.list', of)).flatMap(({ steps }) => steps.map(({ state }) => state))
    expect(states.filter((state) => state === 'planning' || state === 'rehearsing')).toEqual([])
  }, 30_000)
}

/** A simulated tenant in which everything was used once: a capture, a set, a plan, a baseline with a finding, a schedule, a view. */
export async function workedInTenant(lab: Lab, name: string, script: string, group: string): Promise<WorkedInTenant> {
  const { id: tenantId, simulator } = await lab.tenant(name, {
    deviceManagementScripts: [
      { id: script, displayName: 'Script', fileName: 'a.ps1', runAsAccount: 'system', scriptContent: 'R2V0' },
    ],
    groups: [{ id: group, displayName: 'Operators' }],
  })
  const call = lab.core.call.bind(lab.core)
  const run = await lab.capture(tenantId)
  const [version] = (await call('versions.list', { tenantId })).filter((entry) => entry.name === 'Script')
  const backup = await call('backups.create', { tenantId, name: 'Set' })
  const { setId } = resultOf(await lab.ended(tenantId, backup.runId), 'backup')
  const plan = await lab.plan(tenantId, { from: { versionIds: [version!.id] } })
  const role = await call('tenants.planRole', { tenantId, group: 'Operators', access: 'read' })
  await lab.ended(tenantId, role.runId)
  const { baselineId } = await call('drift.addBaseline', {
    tenantId,
    name: 'Baseline',
    source: { tenantId, from: { setId: setId! } },
  })
  collection(simulator.tenant, '/deviceManagement/deviceManagementScripts').get(script)!['displayName'] = 'Renamed'
  await call('drift.ignore', { tenantId, path: 'description', type: null, policyId: null })
  const check = await call('drift.check', { tenantId, baselineId, capture: true })
  await lab.ended(tenantId, check.runId)
  const [finding] = await call('drift.findings', { tenantId, baselineId })
  const [rule] = await call('drift.rules', { tenantId })
  const { scheduleId } = await call('schedules.save', { tenantId, name: 'Nightly', enabled: false, ...timing })
  const { channelId } = await call('alerts.saveChannel', {
    tenantId,
    name: 'Channel',
    target: { kind: 'system' },
    rules: alertRules,
  })
  const { deviationId } = await call('deviations.accept', {
    tenantId,
    settingId: 'setting',
    key: 'value',
    reason: 'Reason',
    owner: 'Owner',
    until: null,
  })
  const { standardId } = await call('standards.save', {
    tenantId,
    name: 'Standard',
    source: { setId: setId! },
    tenantIds: [],
    waves: [{ name: 'Pilot', groups: ['Operators'] }],
  })
  // Imported tenants have no connection, so that its plan fails.
  const other = TenantId.parse(`77${group.slice(2)}`)
  await call('tenants.addImported', { id: other, name: `Other than ${name}` })
  const { rolloutId } = await call('rollouts.create', { tenantId, standardId, tenantIds: [other] })
  await rolloutRests(lab, { tenantId, standardId })
  const view = await call('views.save', { tenantId, name: 'View', query: {} })
  return {
    name,
    tenantId,
    other,
    node: `deviceManagementScripts/${script}`,
    ids: {
      policy: PolicyId.parse(version!.policyId),
      version: version!.id,
      run: run.id,
      rolePlan: RunId.parse(role.runId),
      set: setId!,
      plan: plan.id,
      baseline: baselineId,
      finding: finding!.id,
      rule: rule!.id,
      schedule: scheduleId,
      view: view.id,
      channel: channelId,
      deviation: deviationId,
      standard: standardId,
      rollout: rolloutId,
    },
  }
}
