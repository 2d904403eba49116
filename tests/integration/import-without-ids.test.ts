import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { TenantId } from '#contract/model/ids.ts'
import { resultOf } from '#contract/model/runs.ts'
import { importInto, outcomes, writeExport } from '#tests/support/imported.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'

let lab: Lab
let folder: string
beforeEach(() => {
  lab = openLab()
  folder = join(lab.folder, 'export')
  mkdirSync(folder, { recursive: true })
})
afterEach(() => lab.close())
const importPath = (path = folder, into?: TenantId) => importInto(lab, path, into)
const write = (files: Record<string, unknown>, encode?: (text: string) => Uint8Array) =>
  writeExport(folder, files, encode)

it('files without IDs are kept apart by type and content, although their names are the same (0813-2, 0813-4)', async () => {
  const page = (kind: string, more: object = {}) => ({
    '@odata.type': `#microsoft.graph.${kind}`,
    displayName: 'All users and all devices',
    ...more,
  })
  const template = (minutes: number) => ({
    PartitionKey: 'IntuneTemplate',
    RowKey: crypto.randomUUID(),
    JSON: JSON.stringify({
      Displayname: 'Password',
      Type: 'deviceCompliancePolicies',
      RAWJson: JSON.stringify({
        '@odata.type': '#microsoft.graph.windows10CompliancePolicy',
        passwordMinutesOfInactivityBeforeLock: minutes,
      }),
    }),
  })
  write({
    'Enrollment Configurations/a.json': page('deviceEnrollmentLimitConfiguration', { limit: 5 }),
    'Enrollment Configurations/b.json': page('windows10EnrollmentCompletionPageConfiguration'),
    'templates/one.json': template(5),
    'templates/same.json': template(5),
    'templates/two.json': template(15),
    'templates/broken.json': { Displayname: 'Broken', RAWJson: '{"added": [' },
  })
  const imported = await importPath()
  expect(outcomes(imported)).toMatchObject({
    'Enrollment Configurations/a.json': ['done', 'Enrollment configurations: All users and all devices'],
    'Enrollment Configurations/b.json': ['done', 'Enrollment configurations: All users and all devices'],
    'templates/one.json': ['done', 'Compliance policies: Password'],
    'templates/same.json': ['skipped', 'The same policy is in templates/one.json.'],
    'templates/two.json': ['done', 'Compliance policies: Password. templates/one.json has another policy of this name'],
    'templates/broken.json': ['failed', "The policy in the template is not JSON, so it can't be used."],
  })
  const { policies } = await lab.core.call('policies.list', { tenantId: imported.tenantId, limit: 100 })
  expect(policies.filter(({ name }) => name === 'Password')).toHaveLength(2)
  // The next import finds the same objects.
  expect(resultOf((await importPath(folder, imported.tenantId)).run, 'import')).toMatchObject({ newVersions: 0 })
})

it('a remediation gets its own scripts, whatever the names of others begin with (0813-4)', async () => {
  const health = (displayName: string) => ({
    '@odata.type': '#microsoft.graph.deviceHealthScript',
    displayName,
    publisher: 'Us',
    detectionScriptContent: '',
    remediationScriptContent: '',
  })
  write({
    'Proactive Remediations/Disk.json': health('Disk'),
    'Proactive Remediations/Disk cleanup.json': health('Disk cleanup'),
    'Proactive Remediations/Script Data/Disk cleanup_DetectionScript.ps1': 'detect cleanup',
    'Proactive Remediations/Script Data/Disk cleanup_RemediationScript.ps1': 'remediate cleanup',
    'Proactive Remediations/Script Data/Disk_DetectionScript.ps1': 'detect',
    'Proactive Remediations/Script Data/Disk_RemediationScript.ps1': '',
  })
  const { documents } = await importPath()
  const scripts = (name: string) => {
    const document = documents.get(`deviceHealthScripts/${name}`)!
    return ['detectionScriptContent', 'remediationScriptContent'].map((property) =>
      Buffer.from(String(document[property]), 'base64').toString(),
    )
  }
  expect(scripts('Disk')).toEqual(['detect', ''])
  expect(scripts('Disk cleanup')).toEqual(['detect cleanup', 'remediate cleanup'])
})

it('two exports in folders of one name stay two, and rows of CIPP are the policy itself or a template (0813-2)', async () => {
  const policy = (id: string, minutes: number) => ({
    '@odata.type': '#microsoft.graph.windows10CompliancePolicy',
    id,
    displayName: `Policy ${id}`,
    passwordMinutesOfInactivityBeforeLock: minutes,
  })
  const row = (template: unknown) => ({ PartitionKey: 'Template', RowKey: crypto.randomUUID(), JSON: template })
  write({
    'deviceCompliancePolicies/X.json': policy('11111111-0000-4000-8000-000000000001', 5),
    'TenantAtlas/deviceCompliancePolicies/X.json': policy('11111111-0000-4000-8000-000000000002', 15),
    'cipp/access.json': row(
      JSON.stringify({ displayName: 'Block legacy', state: 'disabled', conditions: {}, grantControls: null }),
    ),
    'cipp/object.json': row({
      Displayname: 'From an object',
      RAWJson: policy('', 1),
      Type: 'deviceCompliancePolicies',
    }),
    'cipp/rows.json': [row({ RAWJson: '{' }), row({ Displayname: 'Whole', RAWJson: JSON.stringify(policy('', 2)) })],
  })
  const imported = await importPath()
  expect(Object.values(outcomes(imported)).map(([state]) => state)).toEqual(['done', 'done', 'done', 'done', 'done'])
  expect(outcomes(imported)['cipp/rows.json']![1]).toContain('1 template in the file is not JSON and left out')
  expect(imported.documents.has('conditionalAccessPolicies/Block legacy')).toBe(true)
})
