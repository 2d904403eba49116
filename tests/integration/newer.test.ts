import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { resultOf } from '#contract/model/runs.ts'
import type { Json } from '#domain/json.ts'
import { without } from '#domain/json.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { newerObjects, writeNewer } from '#tests/support/newer.ts'
import { restoring } from '#tests/support/restoring.ts'
import { objectsOf, writes, type RecordedTenant } from '#tests/support/restored.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { run, versionsOf } = restoring(() => lab)

const paths: Readonly<Record<string, string>> = {
  deviceConfigurations: '/deviceManagement/deviceConfigurations',
  deviceCompliancePolicies: '/deviceManagement/deviceCompliancePolicies',
  configurationPolicies: '/deviceManagement/configurationPolicies',
  deviceManagementScripts: '/deviceManagement/deviceManagementScripts',
  mobileApps: '/deviceAppManagement/mobileApps',
}
/** Everything of the objects that isn't the service's own. */
const contents = (tenant: RecordedTenant): Json =>
  Object.fromEntries(
    Object.entries(paths).map(([key, path]) => [
      key,
      objectsOf(tenant, path)
        .map((item) =>
          without(item, [
            'id',
            'createdDateTime',
            'lastModifiedDateTime',
            'version',
            'scheduledActionsForRule',
            'supportsScopeTags',
            'uploadState',
            'isAssigned',
            'publishingState',
            'templateReference',
            'assignments',
          ]),
        )
        .toSorted((left, right) =>
          String(left['displayName'] ?? left['name']).localeCompare(String(right['displayName'] ?? right['name'])),
        ),
    ]),
  )

async function tenantOf(
  name: string,
  seed: typeof newerObjects,
  more: { noMetadata?: boolean } = {},
): Promise<RecordedTenant> {
  const record = join(lab.folder, `${name}.ndjson`)
  const newer = writeNewer(join(lab.folder, 'newer.json'))
  return { ...(await lab.tenant(name, seed, { record, newer, ...more })), record }
}

/** What the app doesn't know of the objects without what that Graph publishes. */
const notKnown = [
  'deviceManagementConfigurationPolicy settings[].settingInstance type',
  'deviceManagementConfigurationPolicy technologies value',
  'deviceManagementScript runInContainer property',
  'iosGeneralDeviceConfiguration passcodeRequiredType value',
  'iosGeneralDeviceConfiguration visionBlocked property',
  'macOSContainerApp  type',
  'windows10CompliancePolicy recallBlocked property',
  'windows12CompliancePolicy  type',
  'windows12GeneralConfiguration  type',
]

describe.each([
  { metadata: 'published', noMetadata: false, source: 'published', unknown: [] },
  { metadata: 'not published', noMetadata: true, source: 'built-in', unknown: notKnown },
])('a Graph that is newer than the app, its types $metadata', ({ noMetadata, ...expected }) => {
  const more = { noMetadata }
  it('loses nothing in capture, restore and promotion (0808-3, 0808-4, 0808-5)', async () => {
    const source = await tenantOf('Source', newerObjects, more)
    const captured = await lab.capture(source.id)
    expect(captured.status).toBe('succeeded')
    const contract = await lab.core.call('coverage.contract', { tenantId: source.id })
    expect(contract.triedAt).not.toBeNull()
    expect({
      source: contract.source,
      unknown: contract.unknown.map(({ graphType, path, what }) => [graphType, path, what].join(' ')),
    }).toMatchObject({ source: expected.source, unknown: expected.unknown })
    const notices = (resultOf(captured, 'capture').notices ?? []).filter((notice) => notice.includes('not known'))
    expect(notices).toHaveLength(new Set(expected.unknown.map((name) => name.split(' ')[0])).size)
    const before = contents(source)

    // Promotion to an empty tenant whose Graph is as new.
    const target = await tenantOf('Target', {}, more)
    const versionIds = (await lab.core.call('versions.list', { tenantId: source.id })).filter(({ live }) => live)
    const wanted = versionIds.filter(({ type }) => type in paths).map(({ id }) => id)
    const plan = await lab.plan(target.id, { sourceTenantId: source.id, from: { versionIds: wanted } })
    expect(plan.items.map(({ action }) => action)).toEqual(wanted.map(() => 'create'))
    const { runId } = await lab.core.call('restore.rehearse', { tenantId: target.id, planId: plan.id })
    expect((await lab.ended(target.id, runId)).status).toBe('succeeded')
    const ended = await run(target, 'Target', plan)
    expect((await lab.items(target.id, ended.id)).map(({ state, error }) => [state, error])).toEqual(
      wanted.map(() => ['done', null]),
    )
    expect(contents(target)).toEqual(before)

    // The same tenant, after somebody changed all of it.
    for (const path of Object.values(paths))
      for (const item of objectsOf(source, path)) {
        item['description'] = 'changed'
        for (const name of [
          'copilotMode',
          'visionBlocked',
          'plutonRequired',
          'recallBlocked',
          'runInContainer',
          'image',
        ])
          if (name in item) item[name] = null
      }
    const back = await lab.plan(source.id, { sourceTenantId: source.id, from: { versionIds: wanted } })
    expect(back.items.map(({ action }) => action)).toEqual(wanted.map(() => 'update'))
    await run(source, 'Source', back)
    expect(contents(source)).toEqual(before)
  })
})

describe('a Graph that refuses what no contract knows', () => {
  it('gets a second request without it, and the item says so (0808-2)', async () => {
    const source = await tenantOf('Source', newerObjects, { noMetadata: true })
    await lab.capture(source.id)
    const ids = (await lab.core.call('versions.list', { tenantId: source.id }))
      .filter(({ live, type }) => live && type in paths)
      .map(({ id }) => id)
    // This Graph is as old as the app.
    const record = join(lab.folder, 'Old.ndjson')
    const old = { ...(await lab.tenant('Old', {}, { record, noMetadata: true })), record }
    const plan = await lab.plan(old.id, { sourceTenantId: source.id, from: { versionIds: ids } })
    const ended = await run(old, 'Old', plan)
    const items = await lab.items(old.id, ended.id)
    expect(Object.fromEntries(items.map(({ name, state }) => [name, state]))).toEqual({
      'Windows 12': 'failed',
      iPhones: 'failed',
      'Windows 12 compliance': 'failed',
      'Windows compliance': 'done',
      Matrix: 'failed',
      Script: 'done',
      Container: 'failed',
    })
    expect(items.find(({ name }) => name === 'Script')?.note).toContain(
      "Graph refused what this version doesn't know yet, so it was left out: runInContainer.",
    )
    expect(objectsOf(old, paths['deviceManagementScripts']!)[0]).not.toHaveProperty('runInContainer')
    const scripts = writes(old).filter(({ what }) => what.endsWith('deviceManagementScripts'))
    expect(scripts.map(({ body }) => 'runInContainer' in body)).toEqual([true, false])
    expect(await versionsOf(old.id)).toHaveLength(1)
  })
})
