import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BackupSetId } from '#contract/model/ids.ts'
import type { Plan } from '#contract/model/plans.ts'
import { resultOf } from '#contract/model/runs.ts'
import { objects, text, type Json } from '#domain/json.ts'
import { isDeep } from '#tests/support/doubting.ts'
import { openLab, root, type Lab } from '#tests/support/lab.ts'
import type { RecordedTenant } from '#tests/support/restored.ts'
import { restoring } from '#tests/support/restoring.ts'

/** Small inputs after public reports of what people met in real tenants. */
const cases = resolve(root, '../shared/review/cases')
if (!existsSync(cases)) console.log('The folder with reviewed cases is not here: they are skipped.')

let lab: Lab
beforeAll(() => void (lab = openLab()))
afterAll(() => lab.close())
const { run } = restoring(() => lab)

interface Restored {
  readonly plan: Plan
  readonly outcomes: readonly {
    readonly name: string
    readonly state: string
    readonly note: string | null
    readonly error: string | undefined
  }[]
  readonly source: RecordedTenant
  readonly target: RecordedTenant
  /** What the target holds afterwards, by collection. */
  holds(path: string): Json[]
}

/** Captures a case and restores it to another tenant; everything that may be included is. */
async function restored(name: string, options: { readonly takesUnknown?: boolean } = {}): Promise<Restored> {
  const folder = (side: string) => (existsSync(join(cases, name, side)) ? join(cases, name, side) : undefined)
  const source = { ...(await lab.tenant(`${name} source`, folder('source'), options)), record: '' }
  const target = { ...(await lab.tenant(`${name} target`, folder('target'), options)), record: '' }
  const { runId } = await lab.core.call('backups.create', { tenantId: source.id, name })
  const setId = BackupSetId.parse(resultOf(await lab.ended(source.id, runId), 'backup').setId!)
  const all = await lab.plan(target.id, { sourceTenantId: source.id, from: { setId } })
  const ended = await run(target, `${name} target`, all)
  const outcomes = (await lab.items(target.id, ended.id)).map(({ name: item, state, note, error }) => ({
    name: item,
    state,
    note,
    error: error?.message,
  }))
  return {
    plan: all,
    outcomes,
    source,
    target,
    holds: (path) => [...(target.simulator.tenant.collections.get(path)?.values() ?? [])],
  }
}
const itemOf = ({ plan }: Restored, name: string) => plan.items.find((item) => item.name === name)!
const outcomeOf = ({ outcomes }: Restored, name: string) => outcomes.find((item) => item.name === name)!

describe.runIf(isDeep && existsSync(cases))('a reviewed case', () => {
  it('an Apple enrollment policy keeps its token (014-4)', async () => {
    const result = await restored('apple-enrollment-policy')
    expect(itemOf(result, 'iPad shared')).toMatchObject({ kind: 'Apple enrollment policy', action: 'create' })
    const token = text(result.holds('/deviceManagement/depOnboardingSettings')[0]!['id'])
    expect(result.holds('/deviceManagement/configurationPolicies')).toMatchObject([
      { creationSource: `DepTokenId_${token}`, platforms: 'iOS' },
    ])
  })

  it('a rollout in the past is named, and its days are not sent (011-18)', async () => {
    const result = await restored('rollout-in-the-past')
    expect(itemOf(result, 'Win11 24H2 gradual').warnings.join(' ')).toContain('gradual rollout began')
    expect(outcomeOf(result, 'Win11 24H2 gradual')).toMatchObject({ state: 'done' })
    const [profile] = result.holds('/deviceManagement/windowsFeatureUpdateProfiles')
    expect(JSON.stringify(profile!['rolloutSettings'] ?? null)).not.toContain('2025')
  })

  it('an app goes to one group in two intents, as in its source (006-9)', async () => {
    const result = await restored('app-group-in-two-intents')
    expect(itemOf(result, 'Tool')).toMatchObject({ action: 'create' })
    const [app] = result.holds('/deviceAppManagement/mobileApps')
    expect(objects(app!['assignments']).map(({ intent }) => intent)).toEqual(
      expect.arrayContaining(['required', 'uninstall', 'available', 'availableWithoutEnrollment']),
    )
    expect(objects(app!['assignments'])).toHaveLength(5)
  })

  it('what is newer than the tables is written as it was (0808-1)', async () => {
    const result = await restored('newer-than-the-tables', { takesUnknown: true })
    for (const name of ['Future mac type', 'Future compliance', 'iOS MAM new props']) {
      expect(itemOf(result, name)).toMatchObject({ action: 'create' })
      expect(itemOf(result, name).warnings.join(' ')).toContain('Not known to this version yet')
      expect(outcomeOf(result, name)).toMatchObject({ state: 'done', error: undefined })
    }
    expect(result.holds('/deviceManagement/deviceConfigurations')).toMatchObject([
      { '@odata.type': '#microsoft.graph.macOSQuantumConfiguration', quantum: { level: 3 } },
    ])
    expect(result.holds('/deviceAppManagement/iosManagedAppProtections')).toMatchObject([
      {
        appActionIfNewRisk: 'quarantine',
        managedBrowser: 'islandBrowser',
        screenCaptureProtection: { mode: 'strict' },
      },
    ])
  })

  it('a masked secret is asked for, and does not block where it is known (0810-1)', async () => {
    const result = await restored('secret-that-graph-masks')
    expect(outcomeOf(result, 'Dedicated shared')).toMatchObject({ state: 'done' })
    expect(result.holds('/deviceManagement/androidDeviceOwnerEnrollmentProfiles')).toMatchObject([
      { wifiPassword: 'pw' },
    ])
  })

  it('a template setting without its definition is named, and the rest is written (011-18)', async () => {
    const result = await restored('admx-without-definition')
    expect(itemOf(result, 'ADMX').warnings.join(' ')).toMatch(/definition|template/)
    expect(outcomeOf(result, 'ADMX')).toMatchObject({ state: 'done' })
    const [policy] = result.holds('/deviceManagement/groupPolicyConfigurations')
    expect(objects(policy!['definitionValues'])).toHaveLength(1)
  })

  it('a paused ring says what happens to its devices (011-18)', async () => {
    const result = await restored('paused-update-ring')
    expect(itemOf(result, 'Ring paused').warnings.join(' ')).toMatch(/paus/i)
    expect(outcomeOf(result, 'Ring paused')).toMatchObject({ state: 'done' })
  })

  it('what is equal on both sides stays as it is (011-17)', async () => {
    const name = 'equal-on-both-sides'
    const tenant = { ...(await lab.tenant(name, join(cases, name, 'source'))), record: '' }
    const { runId } = await lab.core.call('backups.create', { tenantId: tenant.id, name })
    const setId = BackupSetId.parse(resultOf(await lab.ended(tenant.id, runId), 'backup').setId!)
    const live = [...tenant.simulator.tenant.collections.get('/deviceManagement/deviceConfigurations')!.values()][0]!
    const before = structuredClone(live)
    const [change] = JSON.parse(readFileSync(join(cases, name, 'changes.json'), 'utf8')) as { body: Json }[]
    Object.assign(live, { passwordRequired: change!.body['passwordRequired'] })
    const plan = await lab.plan(tenant.id, { sourceTenantId: tenant.id, from: { setId } })
    const changed = plan.items.filter(({ action, included }) => included && action === 'update')
    expect(changed.map((item) => item.name)).toEqual(['Assigned to a ghost'])
    const { steps } = await lab.core.call('restore.item', {
      tenantId: tenant.id,
      planId: plan.id,
      seq: changed[0]!.seq,
    })
    expect(steps).toHaveLength(1)
    await run(tenant, name, plan)
    const { lastModifiedDateTime: _was, version: _older, ...expected } = before
    expect(live).toMatchObject(expected)
  })
})
