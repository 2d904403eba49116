import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { CompatibilityReport } from '#contract/model/compatibility.ts'
import { compareReports } from '#domain/compatibility/compare-reports.ts'
import { objects, text } from '#domain/json.ts'
import { collection } from '#simulator/tenant.ts'
import { openLab, resources, type Lab } from '#tests/support/lab.ts'

let lab: Lab
afterEach(() => lab.close())

/** Checks the demo tenant behind faults. */
async function check(faults: readonly object[] = []) {
  lab = openLab()
  const [faultsFile, record] = [join(lab.folder, 'faults.json'), join(lab.folder, 'record.ndjson')]
  writeFileSync(faultsFile, JSON.stringify(faults))
  const tenant = await lab.tenant('Tenant', join(resources, 'demo'), { faultsFile, record })
  await lab.core.call('tenants.change', { tenantId: tenant.id, capturesEntra: true })
  const { runId } = await lab.core.call('tenants.check', { tenantId: tenant.id })
  const run = await lab.ended(tenant.id, runId)
  const report = await lab.core.call('tenants.compatibility', { tenantId: tenant.id })
  return { ...tenant, run, report: CompatibilityReport.parse(report), record }
}

const of = (report: CompatibilityReport, key: string) => report.types.find(({ type }) => type === key)!

interface Recorded {
  readonly method: string
  readonly path: string
  readonly body: { readonly requests?: readonly { readonly method: string }[] } | null
}

describe('the compatibility check', () => {
  it('tries the routes of each type, reads only, and stays below 200 units (0807-12)', async () => {
    const { run, report, record } = await check()
    expect(run.status).toBe('succeeded')
    expect(of(report, 'configurationPolicies')).toMatchObject({ compatibility: 'works' })
    expect(of(report, 'deviceShellScripts').routes.map(({ route }) => route)).toEqual(['list', 'object'])
    expect(report.types.filter(({ compatibility }) => compatibility === 'contradicts')).toEqual([])
    const requests = readFileSync(record, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Recorded)
    expect(requests.reduce((sum, { body }) => sum + (body?.requests?.length ?? 1), 0)).toBeLessThanOrEqual(200)
    const writes = requests.filter(
      ({ method, path, body }) =>
        method !== 'GET' &&
        !/checkMemberGroups|getByIds/.test(path) &&
        !(path.endsWith('/$batch') && body!.requests!.every((part) => part.method === 'GET')),
    )
    expect(writes).toEqual([])
  })

  it('finds what works by another route, and the next capture uses that (0807-12)', async () => {
    const { id, report, record } = await check([
      { path: 'deviceConfigurations\\?.*expand', spoil: 'noAssignments' },
      { path: 'mobileApps/[^/]+/assignments', status: 400, code: 'No method match route template' },
    ])
    expect(of(report, 'mobileApps')).toMatchObject({ compatibility: 'otherRoute' })
    expect(of(report, 'mobileApps').routes).toContainEqual({
      part: 'assignments',
      route: 'below',
      outcome: 'noRoute',
      status: 400,
    })
    const from = readFileSync(record, 'utf8').length
    expect((await lab.capture(id)).status).toBe('succeeded')
    expect(readFileSync(record, 'utf8').slice(from)).not.toMatch(/mobileApps\/[^/"]+\/assignments/)
  })

  it('says what contradicts, what is not permitted and what is not licensed (0807-12)', async () => {
    const { report } = await check([
      { path: 'configurationPolicies(/[^/]+)?\\?', spoil: 'cutSettings' },
      { path: 'configurationPolicies/[^/]+/settings', status: 500, times: 40 },
      { path: 'deviceHealthScripts', status: 403 },
      { path: 'termsAndConditions', status: 400, message: 'Request not applicable to target tenant.' },
    ])
    expect(of(report, 'deviceHealthScripts').compatibility).toBe('notPermitted')
    expect(of(report, 'termsAndConditions').compatibility).toBe('notLicensed')
    expect(of(report, 'configurationPolicies').compatibility).toBe('contradicts')
  })

  it('is saved without names, IDs and values, and compared with the simulated Graph (0807-13)', async () => {
    const { report, simulator } = await check()
    const saved = JSON.stringify(report)
    const values = [...simulator.tenant.collections.values()]
      .flatMap((items) => [...items.values()])
      .flatMap((item) => [item['id'], item['displayName'], item['name'], item['description']].map(text))
      .filter((value) => value.length > 12 && !/^[a-z]+$/i.test(value))
    expect(values.length).toBeGreaterThan(300)
    expect(values.filter((value) => saved.includes(value))).toEqual([])
    expect(compareReports(report, report)).toEqual([])
    const scripts = of(report, 'deviceManagementScripts')
    const other: CompatibilityReport = {
      ...report,
      types: [
        {
          ...scripts,
          routes: scripts.routes.map((tried) =>
            tried.route === 'list' ? { ...tried, outcome: 'refused', status: 400 } : tried,
          ),
          shape: [...scripts.shape, 'newSetting: boolean'],
        },
      ],
    }
    expect(compareReports(other, report)).toEqual([
      {
        type: 'deviceManagementScripts',
        what: 'assignments by list',
        tenant: 'refused (400)',
        simulated: 'some (200)',
      },
      { type: 'deviceManagementScripts', what: 'property newSetting', tenant: 'boolean', simulated: '–' },
    ])
    expect(
      objects([...collection(simulator.tenant, '/deviceManagement/deviceManagementScripts').values()]),
    ).not.toEqual([])
  })
})
