import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createGraphContract, type ContractData } from './graph-contract.ts'
import { leavable, withoutPaths, writable } from './writable.ts'

const contract = createGraphContract(JSON.parse(readFileSync('resources/graph-contract.json', 'utf8')) as ContractData)
const write = (root: string, document: Record<string, unknown>) => writable(contract, root, document, ['settings'])

it('keeps what no contract knows, and says where it is (0808-1)', () => {
  const { body, unknown } = write('deviceConfiguration', {
    '@odata.type': '#microsoft.graph.windows10GeneralConfiguration',
    '@odata.context': 'x',
    displayName: 'A',
    supportsScopeTags: true,
    newSetting: { '@odata.type': '#microsoft.graph.newThing', 'on@odata.type': '#Int64', on: 1 },
    nothing: null,
    defenderScanType: 'veryFull',
    passwordRequired: 'yes',
    defenderDetectedMalwareActions: { lowSeverity: 'clean', newSeverity: 'clean' },
  })
  expect(body).toEqual({
    '@odata.type': '#microsoft.graph.windows10GeneralConfiguration',
    displayName: 'A',
    newSetting: { '@odata.type': '#microsoft.graph.newThing', on: 1 },
    defenderScanType: 'veryFull',
    passwordRequired: 'yes',
    defenderDetectedMalwareActions: { lowSeverity: 'clean', newSeverity: 'clean' },
  })
  expect(unknown).toEqual([
    { path: 'newSetting', what: 'property' },
    { path: 'defenderScanType', what: 'value' },
    { path: 'passwordRequired', what: 'value' },
    { path: 'defenderDetectedMalwareActions.newSeverity', what: 'property' },
  ])
  expect(withoutPaths(body, leavable(unknown))).toEqual({
    '@odata.type': '#microsoft.graph.windows10GeneralConfiguration',
    displayName: 'A',
    defenderScanType: 'veryFull',
    passwordRequired: 'yes',
    defenderDetectedMalwareActions: { lowSeverity: 'clean' },
  })
})

it('writes an object of an unknown type whole, without what its base type computes (0808-1)', () => {
  const { body, unknown } = write('deviceConfiguration', {
    '@odata.type': '#microsoft.graph.windows12Configuration',
    displayName: 'A',
    supportsScopeTags: true,
    anything: [{ a: 1 }],
  })
  expect(body).toEqual({
    '@odata.type': '#microsoft.graph.windows12Configuration',
    displayName: 'A',
    anything: [{ a: 1 }],
  })
  expect(unknown).toEqual([{ path: '', what: 'type' }])
  expect(leavable(unknown)).toEqual([])
})

it('keeps unknown members of flags and unknown types in lists (0808-1)', () => {
  const { body, unknown } = write('deviceManagementConfigurationPolicy', {
    name: 'A',
    technologies: 'mdm,telepathy',
    settings: [
      {
        settingInstance: {
          '@odata.type': '#microsoft.graph.deviceManagementConfigurationNewSettingInstance',
          settingDefinitionId: 'x',
          newValue: 1,
        },
      },
    ],
  })
  expect(body['technologies']).toBe('mdm,telepathy')
  expect(body['settings']).toMatchObject([{ settingInstance: { newValue: 1 } }])
  expect(unknown).toEqual([
    { path: 'technologies', what: 'value' },
    { path: 'settings[0].settingInstance', what: 'type' },
  ])
})
