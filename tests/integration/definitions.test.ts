import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import type { TenantId } from '#contract/model/ids.ts'
import { collection } from '#simulator/tenant.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'

let lab: Lab
afterEach(() => lab.close())

const graph = '#microsoft.graph.deviceManagementConfiguration'
const prefix = 'device_vendor_msft_policy_config_contoso'
const groups = 80

/** A choice with a group in it, with a choice in that, with a text in that: four levels, four settings. */
const nested = (index: number) => ({
  '@odata.type': `${graph}ChoiceSettingInstance`,
  settingDefinitionId: `${prefix}_choice${index}`,
  choiceSettingValue: {
    '@odata.type': `${graph}ChoiceSettingValue`,
    value: `${prefix}_choice${index}_1`,
    children: [
      {
        '@odata.type': `${graph}GroupSettingCollectionInstance`,
        settingDefinitionId: `${prefix}_group${index}`,
        groupSettingCollectionValue: [
          {
            children: [
              {
                '@odata.type': `${graph}ChoiceSettingInstance`,
                settingDefinitionId: `${prefix}_inner${index}`,
                choiceSettingValue: {
                  '@odata.type': `${graph}ChoiceSettingValue`,
                  value: `${prefix}_inner${index}_0`,
                  children: [
                    {
                      '@odata.type': `${graph}SimpleSettingInstance`,
                      settingDefinitionId: `${prefix}_text${index}`,
                      simpleSettingValue: { '@odata.type': `${graph}StringSettingValue`, value: `value ${index}` },
                    },
                  ],
                },
              },
            ],
          },
        ],
      },
    ],
  },
})

const policy = (id: number, from: number, count: number) => ({
  id: `7b000000-0000-4000-8000-00000000000${id}`,
  name: `Policy ${id}`,
  platforms: 'windows10',
  technologies: 'mdm',
  templateReference: { templateId: '' },
  settings: Array.from({ length: count }, (_, index) => ({ id: String(index), settingInstance: nested(from + index) })),
})
const definition = (kind: string, index: number) => ({
  '@odata.type': `${graph}${kind === 'choice' || kind === 'inner' ? 'ChoiceSetting' : 'SimpleSetting'}Definition`,
  id: `${prefix}_${kind}${index}`,
  displayName: `The ${kind} called ${index}`,
  description: `What ${kind} ${index} does`,
  categoryId: 'c-2',
  ...(kind === 'choice' || kind === 'inner'
    ? {
        options: [0, 1].map((option) => ({
          itemId: `${prefix}_${kind}${index}_${option}`,
          displayName: option === 1 ? 'Switched on' : 'Switched off',
        })),
      }
    : {}),
})
const seed = {
  configurationPolicies: [policy(1, 0, groups)],
  configurationSettings: Array.from({ length: groups }, (_, index) =>
    ['choice', 'group', 'inner', 'text'].map((kind) => definition(kind, index)),
  ).flat(),
  configurationCategories: [
    { id: 'c-1', displayName: 'Contoso', parentCategoryId: '00000000-0000-0000-0000-000000000000' },
    { id: 'c-2', displayName: 'Tills', parentCategoryId: 'c-1' },
  ],
}

/** Requests for definitions and categories. */
const namesRequests = (record: string): number =>
  readFileSync(record, 'utf8')
    .split('\n')
    .filter((line) => /settingDefinitions|configurationSettings|configurationCategories/.test(line)).length

async function readable(tenantId: TenantId, name: string) {
  const [version] = (await lab.core.call('versions.list', { tenantId })).filter((entry) => entry.name === name)
  return lab.core.call('versions.readable', { tenantId, versionId: version!.id })
}

it('shows names, options and the path of categories for 320 settings nested four deep, and asks for them once (003-2)', async () => {
  lab = openLab()
  const record = join(lab.folder, 'record.ndjson')
  const { id, simulator } = await lab.tenant('Tenant', seed, { record })
  await lab.capture(id)
  const first = namesRequests(record)
  const sections = await readable(id, 'Policy 1')
  const settings = sections.find((section) => section.title === 'Contoso › Tills')!.rows
  expect(settings).toHaveLength(groups * 4)
  expect(settings.filter((row) => row.derived)).toEqual([])
  expect(settings.slice(0, 4).map((row) => [row.name, row.value, row.depth])).toEqual([
    ['The choice called 0', 'Switched on', 0],
    ['The group called 0', '', 1],
    ['The inner called 0', 'Switched off', 2],
    ['The text called 0', 'value 0', 3],
  ])
  expect(settings[0]!.description).toBe('What choice 0 does')
  // The policy with its definitions, and two rounds of categories. Later captures know them.
  expect(first).toBe(3)
  await lab.capture(id)
  expect(namesRequests(record)).toBe(3)
  // A new policy brings its own definitions, and only those are asked for.
  collection(simulator.tenant, '/deviceManagement/configurationPolicies').set('7b000000-0000-4000-8000-000000000002', {
    ...policy(2, 500, 1),
    roleScopeTagIds: ['0'],
    assignments: [],
  })
  await lab.capture(id)
  // One for the policy, and one for the category of its setting.
  expect(namesRequests(record)).toBe(5)
  expect((await readable(id, 'Policy 2')).flatMap((section) => section.rows).filter((row) => row.derived)).toEqual([])
})

it('captures without the names of settings when it cannot read them, derives some, and reads them in a later run (003-3, 003-4)', async () => {
  lab = openLab()
  const faultsFile = join(lab.folder, 'faults.json')
  writeFileSync(
    faultsFile,
    JSON.stringify({
      faults: [
        {
          path: 'settingDefinitions|configurationSettings|configurationCategories',
          status: 403,
          code: 'Forbidden',
          message: 'User is not authorized to perform this operation',
          times: 2,
        },
      ],
    }),
  )
  const own = {
    ...seed,
    configurationPolicies: [
      {
        ...policy(1, 0, 1),
        settings: [
          {
            id: '0',
            settingInstance: {
              '@odata.type': `${graph}ChoiceSettingInstance`,
              settingDefinitionId: 'device_vendor_msft_policy_config_deviceguard_requireplatformsecurityfeatures',
              choiceSettingValue: {
                '@odata.type': `${graph}ChoiceSettingValue`,
                value: 'device_vendor_msft_policy_config_deviceguard_requireplatformsecurityfeatures_1',
                children: [],
              },
            },
          },
        ],
      },
    ],
  }
  const { id } = await lab.tenant('Tenant', own, { faultsFile })
  expect(await lab.capture(id)).toMatchObject({ status: 'succeeded' })
  const [row] = (await readable(id, 'Policy 1'))[0]!.rows
  expect(row).toMatchObject({ name: 'Require platform security features', value: '1', derived: true })
  const { runId } = await lab.core.call('runs.definitions', { tenantId: id })
  expect(await lab.ended(id, runId)).toMatchObject({ status: 'succeeded', result: { added: 1 } })
  expect((await readable(id, 'Policy 1')).flatMap((section) => section.rows).filter((entry) => entry.derived)).toEqual(
    [],
  )
})

it('leaves assignments and scope tags out on request; a restore then keeps those of the tenant (004-3)', async () => {
  lab = openLab()
  const assignment = { target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } }
  const script = {
    id: '7b000000-0000-4000-8000-000000000009',
    displayName: 'Script',
    fileName: 'a.ps1',
    runAsAccount: 'system',
    scriptContent: 'R2V0',
    roleScopeTagIds: ['1'],
    assignments: [assignment],
  }
  const { id, simulator } = await lab.tenant('Tenant', {
    roleScopeTags: [{ id: '1', displayName: 'Stores' }],
    deviceManagementScripts: [script],
  })
  const { runId } = await lab.core.call('backups.create', {
    tenantId: id,
    name: 'settings only',
    types: ['deviceManagementScripts'],
    assignments: false,
    scopeTags: false,
  })
  await lab.ended(id, runId)
  const [version] = (await lab.core.call('versions.list', { tenantId: id })).filter(
    (entry) => entry.type === 'deviceManagementScripts',
  )
  const { text } = await lab.core.call('versions.body', { tenantId: id, versionId: version!.id })
  const document = JSON.parse(text) as object
  expect(document).toHaveProperty('fileName', 'a.ps1')
  expect(document).not.toHaveProperty('assignments')
  expect(document).not.toHaveProperty('roleScopeTagIds')
  const live = collection(simulator.tenant, '/deviceManagement/deviceManagementScripts').get(script.id)!
  live['fileName'] = 'b.ps1'
  const plan = await lab.plan(id, { from: { versionIds: [version!.id] } })
  expect(plan.items).toMatchObject([{ action: 'update' }])
  await lab.unlock(id, 'Tenant')
  const started = await lab.core.call('restore.start', { tenantId: id, planId: plan.id, confirm: 'Tenant' })
  expect(await lab.ended(id, started.runId)).toMatchObject({ status: 'succeeded' })
  expect(live).toMatchObject({ fileName: 'a.ps1', roleScopeTagIds: ['1'], assignments: [assignment] })
})
