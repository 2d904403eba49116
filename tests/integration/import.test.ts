import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TenantId } from '#contract/model/ids.ts'
import { resultOf } from '#contract/model/runs.ts'
import { pick } from '#domain/json.ts'
import { captured, contents } from '#tests/support/contents.ts'
import { catalog, filesIn, importInto, outcomes, utf16, writeExport } from '#tests/support/imported.ts'
import { openLab, root, type Lab } from '#tests/support/lab.ts'

const fixtures = resolve(root, '../shared/fixtures')

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

describe('an export', () => {
  it('of IntuneManagement is understood, in UTF-16 and under other folder names (0813-1, 0813-4)', async () => {
    write(
      {
        'Contoso/SettingsCatalog/Edge.json': catalog('Edge', {
          assignments: [
            { id: 'a', target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: 'g1' } },
          ],
          'assignments@odata.context': 'x',
        }),
        'Contoso/Renamed/Intent.json': {
          '@odata.type': '#microsoft.graph.deviceManagementIntent',
          id: '10000000-0000-4000-8000-000000000001',
          displayName: 'Intent',
          templateId: 't',
          roleScopeTagIds: ['0'],
        },
        // A text that holds JSON once more.
        'Contoso/Renamed/Intent_Settings.json': JSON.stringify(
          JSON.stringify({ settings: [{ '@odata.type': '#x', id: 's', definitionId: 'd', valueJson: 'true' }] }),
        ),
        'Contoso/AdministrativeTemplates/Office.json': {
          '@odata.type': '#microsoft.graph.groupPolicyConfiguration',
          id: '10000000-0000-4000-8000-000000000002',
          displayName: 'Office',
        },
        'Contoso/AdministrativeTemplates/Office_Settings.json': [
          {
            enabled: true,
            'definition@odata.bind':
              "https://graph.microsoft.com/beta/deviceManagement/groupPolicyDefinitions('20000000-0000-4000-8000-000000000001')",
            '#Definition_displayName': 'Updates',
            presentationValues: [
              {
                '@odata.type': '#microsoft.graph.groupPolicyPresentationValueText',
                value: 'x',
                'presentation@odata.bind':
                  "https://graph.microsoft.com/beta/deviceManagement/groupPolicyDefinitions('20000000-0000-4000-8000-000000000001')/presentations('20000000-0000-4000-8000-000000000002')",
                '#Presentation_Label': 'Channel',
              },
            ],
          },
        ],
        'MigrationTable.json': {
          TenantId: '11111111-2222-4333-8444-555555555555',
          Organization: 'Contoso',
          Objects: [{ Id: 'g1', DisplayName: 'All laptops', Type: 'Group' }],
        },
      },
      utf16,
    )
    const imported = await importPath()
    expect(imported.run).toMatchObject({ status: 'succeeded', result: { versions: 3, files: 6, unused: 0 } })
    expect(outcomes(imported)).toMatchObject({
      'Contoso/Renamed/Intent_Settings.json': ['skipped', 'Belongs to Contoso/Renamed/Intent.json.'],
      'MigrationTable.json': ['skipped', 'A table with the names of 1 group or other object.'],
    })
    expect(imported.documents.get('intents/Intent')).toMatchObject({ settings: [{ definitionId: 'd' }] })
    expect(imported.documents.get('groupPolicyConfigurations/Office')).toMatchObject({
      definitionValues: [
        {
          enabled: true,
          definition: { id: '20000000-0000-4000-8000-000000000001', displayName: 'Updates' },
          presentationValues: [{ value: 'x', presentation: { id: '20000000-0000-4000-8000-000000000002' } }],
        },
      ],
    })
    const edge = imported.documents.get('configurationPolicies/Edge')!
    expect(Object.keys(edge).filter((key) => key.includes('@') && key !== '@odata.type')).toEqual([])
  })

  it('of IntuneCD gets IDs for its names, the same in every import (0813-4, 0813-8)', async () => {
    const { id: _id, ...nameless } = catalog('Edge', {
      roleScopeTagIds: ['Default', 'Berlin'],
      assignments: [
        {
          intent: 'apply',
          target: {
            '@odata.type': '#microsoft.graph.groupAssignmentTarget',
            groupName: 'All laptops',
            groupType: 'DynamicMembership',
            membershipRule: '(device.deviceOwnership -eq "Company")',
            deviceAndAppManagementAssignmentFilterId: 'Corporate',
            deviceAndAppManagementAssignmentFilterType: 'include',
          },
        },
      ],
    })
    write({
      'Settings Catalog/Edge_mdm.json': nameless,
      'Filters/Corporate.json': { displayName: 'Corporate', platform: 'windows10AndLater', rule: '(device.x -eq "y")' },
      'Proactive Remediations/Fix.yaml':
        'displayName: Fix\npublisher: Us\ndetectionScriptContent: ""\nremediationScriptContent: ""\n',
      'Proactive Remediations/Script Data/Fix_detectionScript.ps1': 'exit 1\r\n',
      'backup_summary.json': { backup_summary: {} },
    })
    const first = await importPath()
    expect(first.run).toMatchObject({ status: 'succeeded', result: { unused: 0 } })
    const edge = first.documents.get('configurationPolicies/Edge')!
    const [assignment] = edge['assignments'] as { target: Record<string, string> }[]
    const filter = first.documents.get('assignmentFilters/Corporate')!
    const group = first.documents.get('groups/All laptops')!
    expect(assignment!.target).toMatchObject({
      groupId: group['id'],
      deviceAndAppManagementAssignmentFilterId: filter['id'],
    })
    expect(group).toMatchObject({
      groupTypes: ['DynamicMembership'],
      membershipRule: '(device.deviceOwnership -eq "Company")',
    })
    expect((edge['roleScopeTagIds'] as string[])[0]).toBe('0')
    expect(
      Buffer.from(
        String(first.documents.get('deviceHealthScripts/Fix')!['detectionScriptContent']),
        'base64',
      ).toString(),
    ).toBe('exit 1\r\n')
    // The next backup of that tool: one policy changed, one is gone.
    writeFileSync(join(folder, 'Settings Catalog/Edge_mdm.json'), JSON.stringify({ ...nameless, description: 'New' }))
    writeFileSync(join(folder, 'Proactive Remediations/Fix.yaml'), 'note: nothing\n')
    const again = await importPath(folder, first.tenantId)
    expect(again.documents.get('configurationPolicies/Edge')).toMatchObject({ id: edge['id'], description: 'New' })
    expect(resultOf(again.run, 'import')).toMatchObject({ newVersions: 1 })
    const { policies } = await lab.core.call('policies.list', { tenantId: first.tenantId, limit: 100 })
    expect(policies.find(({ name }) => name === 'Fix')).toMatchObject({ state: 'missing' })
  })

  it('of IntuneBackupAndRestore has assignments beside, a template without a name, and cut-off values (0813-2, 0813-3)', async () => {
    write({
      'Device Configurations/Wi-Fi.json': {
        '@odata.type': '#microsoft.graph.windows10CustomConfiguration',
        id: '10000000-0000-4000-8000-000000000003',
        displayName: 'Wi-Fi',
        createdDateTime: '/Date(1577836800000)/',
        // A list of one element, unrolled; another one wrapped.
        omaSettings: { '@odata.type': '#microsoft.graph.omaSettingInteger', displayName: 'o', omaUri: './x', value: 1 },
        roleScopeTagIds: { value: ['0'], Count: 1 },
      },
      'Device Configurations/Assignments/Wi-Fi.json': [
        { target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } },
      ],
      'Settings Catalog/Old.json': {
        ...catalog('Old', { settingCount: 127 }),
        settings: undefined,
        Settings: catalog('x').settings,
      },
      'Device Management Scripts/Cut.json': {
        '@odata.type': '#microsoft.graph.deviceManagementScript',
        id: '10000000-0000-4000-8000-000000000004',
        displayName: 'Cut',
        scriptContent: 'R2V0',
        runAsAccount: '@{value=system}',
      },
      'Device Configurations/Copy of Wi-Fi.json': {
        '@odata.type': '#microsoft.graph.windows10CustomConfiguration',
        id: '10000000-0000-4000-8000-000000000003',
        displayName: 'Wi-Fi, changed',
      },
      'readme.txt': 'An export',
      'logo.png': 'not really\u0000an image',
      'nonsense.json': '{ "a": ',
      'other.json': { '@odata.type': '#microsoft.graph.printer', id: 'p', displayName: 'Printer' },
      'settings.json': { theme: 'dark' },
    })
    const imported = await importPath()
    expect(outcomes(imported)).toEqual({
      'Device Configurations/Assignments/Wi-Fi.json': ['skipped', 'Belongs to Device Configurations/Wi-Fi.json.'],
      'Device Configurations/Copy of Wi-Fi.json': ['done', 'Device configuration: Wi-Fi, changed'],
      'Device Configurations/Wi-Fi.json': [
        'skipped',
        'Device Configurations/Copy of Wi-Fi.json has the same policy with other content, and was imported.',
      ],
      'Device Management Scripts/Cut.json': [
        'failed',
        "1 value below the depth of the export was cut off when the file was written, the first one at /runAsAccount. The policy can't be used.",
      ],
      'Settings Catalog/Old.json': ['done', 'Settings catalog: Old'],
      'logo.png': ['skipped', 'Not a policy.'],
      'nonsense.json': ['failed', expect.stringContaining('The file is not JSON') as string],
      'other.json': ['failed', "TenantAtlas doesn't back up objects of the type printer."],
      'readme.txt': ['skipped', 'Not a policy.'],
      'settings.json': ['skipped', 'Not a policy.'],
    })
    expect(imported.run).toMatchObject({ status: 'partial', result: { unused: 3 } })
  })
})

describe('real exports', () => {
  const raw = join(fixtures, 'raw')
  it.runIf(existsSync(raw))('are accounted for file by file (0813-2, 0813-3)', async () => {
    const imported = await importPath(raw)
    const by = Map.groupBy(imported.files, ({ state }) => state)
    expect(imported.files.length).toBe(filesIn(raw).length)
    expect(by.get('done')!.length).toBe(46)
    // Settings of intents whose policies lie in another folder there.
    expect(by.get('failed')!.every(({ name }) => name.endsWith('_Settings.json'))).toBe(true)
    expect(by.get('skipped')!.map(({ name }) => name.split('/')[0])).toEqual(['migrationTable', 'migrationTable'])
  })

  const tenant = join(fixtures, 'tenant')
  it.runIf(existsSync(tenant))(
    'of a whole tenant can be restored into an empty one, from folders of any name (0813-1, 0813-6)',
    async () => {
      // A slice: all of them take half a minute.
      const files = filesIn(tenant).filter((_, index) => process.env['ATLAS_DEEP'] === '1' || index % 4 === 0)
      for (const [index, file] of files.entries())
        write(
          { [`folder ${index % 7}/${index}.json`]: readFileSync(file, 'utf8') },
          index % 2 === 0 ? utf16 : undefined,
        )
      const imported = await importPath()
      expect(imported.run).toMatchObject({ status: 'succeeded', result: { unused: 0 } })
      const target = await lab.tenant('Target', {}, { takesUnknown: true })
      await lab.core.call('tenants.change', { tenantId: target.id, capturesEntra: true })
      const plan = await lab.plan(target.id, {
        sourceTenantId: imported.tenantId,
        from: { setId: resultOf(imported.run, 'import').setId! },
      })
      await lab.unlock(target.id, 'Target')
      const started = await lab.core.call('restore.start', { tenantId: target.id, planId: plan.id, confirm: 'Target' })
      await lab.ended(target.id, started.runId)
      const items = await lab.items(target.id, started.runId)
      // The exports have a placeholder where a secret was.
      const failed = items.filter(({ state, error }) => state === 'failed' && !error?.message.includes('•••'))
      expect(failed.map(({ name, error }) => [name, error?.message])).toEqual([])
      await lab.capture(target.id)
      const source = await captured(lab, imported.tenantId)
      const named = Map.groupBy(source, ({ type, name }) => `${type}/${name}`)
      const keysOf = (key: string) => (named.get(key) ?? []).flatMap(({ document }) => Object.keys(document))
      // Some exports left out what Graph adds by itself.
      const restored = (await captured(lab, target.id)).map((entry) => ({
        ...entry,
        document: pick(entry.document, keysOf(`${entry.type}/${entry.name}`)),
      }))
      const [before, after] = [
        contents(source, { groups: false }),
        new Set(contents(restored, { groups: false }).values()),
      ]
      const lost = [...before].filter(([, value]) => !after.has(value)).map(([key]) => key)
      const explained = plan.items.filter(
        ({ action, included, warnings }) =>
          action === 'blocked' || action === 'skip' || !included || warnings.length > 0,
      )
      expect(lost.filter((key) => !explained.some(({ type, name }) => key.startsWith(`${type}/${name}/`)))).toEqual([])
      expect(plan.summary['create']).toBeGreaterThan(files.length * 0.85)
    },
  )
})
